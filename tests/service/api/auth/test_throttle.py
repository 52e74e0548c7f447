import pytest

from service.api.auth.throttle import CallLimit, Throttle
from service.errors import ThrottlingReached


def _admitted(throttle: Throttle, requests: int, at: float, principal: str = "a") -> int:
    """Sends that many requests at one time and returns how many are admitted."""
    count = 0
    for _ in range(requests):
        try:
            throttle.admit(principal, at)
        except ThrottlingReached:
            continue
        count += 1
    return count


def test_every_request_is_admitted_without_a_limit() -> None:
    assert _admitted(Throttle(None), 1000, 0) == 1000


def test_no_more_than_a_burst_is_admitted_at_once() -> None:
    assert _admitted(Throttle(CallLimit(rate=1, burst=3)), 10, 100) == 3


@pytest.mark.parametrize(("seconds", "expected"), [(0.49, 0), (0.5, 1), (1, 2), (2, 4), (3600, 4)])
def test_elapsed_time_admits_requests_at_the_rate_up_to_a_burst(seconds: float, expected: int) -> None:
    throttle = Throttle(CallLimit(rate=2, burst=4))
    _admitted(throttle, 4, 100)

    assert _admitted(throttle, 10, 100 + seconds) == expected


def test_refused_requests_do_not_lower_the_sustained_rate() -> None:
    throttle = Throttle(CallLimit(rate=0.5, burst=1))

    assert sum(_admitted(throttle, 3, second) for second in range(100)) == 50


def test_principals_are_limited_independently() -> None:
    throttle = Throttle(CallLimit(rate=1, burst=1))
    _admitted(throttle, 5, 0, "a")

    assert _admitted(throttle, 5, 0, "b") == 1


@pytest.mark.parametrize(
    ("rate", "limit", "retry_after"), [(1, 60, 1), (10, 600, 1), (0.1, 6, 10), (1.5, 90, 1)]
)
def test_a_refusal_names_the_limit_a_minute_and_the_time_to_retry(
    rate: float, limit: int, retry_after: int
) -> None:
    throttle = Throttle(CallLimit(rate, burst=1))
    throttle.admit("a", 0)
    with pytest.raises(ThrottlingReached) as caught:
        throttle.admit("a", 0)

    assert (caught.value.limit, caught.value.retry_after) == (limit, retry_after)


def test_a_retry_after_the_named_time_is_admitted() -> None:
    throttle = Throttle(CallLimit(rate=0.3, burst=1))
    throttle.admit("a", 0)
    with pytest.raises(ThrottlingReached) as caught:
        throttle.admit("a", 1)

    throttle.admit("a", 1 + caught.value.retry_after)
