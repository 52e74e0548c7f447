from contextlib import suppress

import pytest

from service.api.http.body_budget import BodyBudget
from service.errors import EngineBusy


def test_the_bytes_of_all_bodies_together_are_bounded() -> None:
    budget = BodyBudget(limit=10)
    with budget.reservation() as one, budget.reservation() as other:
        one.grow(6)
        other.grow(4)
        with pytest.raises(EngineBusy):
            one.grow(1)


def test_a_reservation_is_released_even_after_an_error() -> None:
    budget = BodyBudget(limit=10)
    with suppress(ValueError), budget.reservation() as one:
        one.grow(10)
        raise ValueError
    with budget.reservation() as other:
        other.grow(10)

    assert other.size == 10


def test_a_reservation_can_shrink_and_grow_to_a_size() -> None:
    budget = BodyBudget(limit=10)
    with budget.reservation() as one, budget.reservation() as other:
        one.grow(10)
        one.resize(4)
        other.resize(6)
        with pytest.raises(EngineBusy):
            one.resize(5)
