import pytest

from service.api.http.refusal_pace import LONGEST_DELAY, MOST_A_SECOND, RefusalPace


def test_few_refusals_are_not_delayed() -> None:
    pace = RefusalPace()

    assert {pace.delay(number / MOST_A_SECOND * 1.01) for number in range(1000)} == {0.0}


def test_a_short_burst_after_a_pause_is_not_delayed() -> None:
    pace = RefusalPace()

    assert {pace.delay(100.0) for _ in range(int(MOST_A_SECOND * LONGEST_DELAY / 2))} == {0.0}


def test_many_refusals_are_spread_evenly() -> None:
    pace = RefusalPace()
    delays = [pace.delay(100.0) for _ in range(150)][100:]

    assert delays == [pytest.approx((number + 1) / MOST_A_SECOND) for number in range(50)]


def test_no_refusal_waits_longer_than_the_longest_delay() -> None:
    pace = RefusalPace()

    assert max(pace.delay(100.0) for _ in range(10_000)) == LONGEST_DELAY
