from contextlib import ExitStack

import pytest

from service.api.auth.in_flight import InFlight
from service.errors import ConcurrencyReached


def test_the_requests_of_each_principal_are_limited_apart() -> None:
    in_flight = InFlight(2)
    with ExitStack() as requests:
        for principal in "aabb":
            requests.enter_context(in_flight.held(principal))
        with pytest.raises(ConcurrencyReached) as reached:
            requests.enter_context(in_flight.held("a"))

    assert reached.value.limit == 2
    with in_flight.held("a"):
        pass


def test_a_failed_request_is_no_longer_in_flight() -> None:
    in_flight = InFlight(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), in_flight.held("a"):
            raise ZeroDivisionError


def test_without_a_limit_all_requests_are_accepted() -> None:
    in_flight = InFlight(None)
    with ExitStack() as requests:
        for _ in range(1000):
            requests.enter_context(in_flight.held("a"))
