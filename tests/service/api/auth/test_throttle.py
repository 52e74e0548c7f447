import pytest

from service.api.auth.throttle import CallLimit, Throttle
from service.errors import ThrottlingReached


def _admitted(throttle: Throttle, times: int, at: float, principal: str = "a") -> int:
    """How many of so many requests at once are let through."""
    count = 0
    for _ in range(times):
        try:
            throttle.admit(principal, at)
        except ThrottlingReached:
            continue
        count += 1
    return count


def test_without_a_limit_every_request_is_let_through() -> None:
    assert _admitted(Throttle(None), 1000, 0) == 1000


def test_a_burst_is_let_through_and_no_more() -> None:
    assert _admitted(Throttle(CallLimit(rate=1, burst=3)), 10, 100) == 3


@pytest.mark.parametrize(("seconds", "more"), [(0.49, 0), (0.5, 1), (1, 2), (2, 4), (3600, 4)])
def test_time_lets_through_what_the_rate_says_up_to_a_burst(seconds: float, more: int) -> None:
    throttle = Throttle(CallLimit(rate=2, burst=4))
    _admitted(throttle, 4, 100)

    assert _admitted(throttle, 10, 100 + seconds) == more


def test_in_the_long_run_the_rate_holds_however_often_one_asks() -> None:
    throttle = Throttle(CallLimit(rate=0.5, burst=1))

    assert sum(_admitted(throttle, 3, second) for second in range(100)) == 50


def test_principals_do_not_concern_each_other() -> None:
    throttle = Throttle(CallLimit(rate=1, burst=1))
    _admitted(throttle, 5, 0, "a")

    assert _admitted(throttle, 5, 0, "b") == 1


@pytest.mark.parametrize(("rate", "limit", "wait"), [(1, 60, 1), (10, 600, 1), (0.1, 6, 10), (1.5, 90, 1)])
def test_a_refusal_says_how_many_a_minute_and_when_again(rate: float, limit: int, wait: int) -> None:
    throttle = Throttle(CallLimit(rate, burst=1))
    throttle.admit("a", 0)
    with pytest.raises(ThrottlingReached) as caught:
        throttle.admit("a", 0)

    assert (caught.value.limit, caught.value.retry_after) == (limit, wait)


def test_whoever_waits_as_long_as_was_said_is_let_through() -> None:
    throttle = Throttle(CallLimit(rate=0.3, burst=1))
    throttle.admit("a", 0)
    with pytest.raises(ThrottlingReached) as caught:
        throttle.admit("a", 1)

    throttle.admit("a", 1 + caught.value.retry_after)
