"""What a load is judged to have come to."""

import pytest

from benchmarks.load.outcome import RAMP_SECONDS, completions, judged, medians
from benchmarks.load.traffic.sender import Answer, Volley

COSTS = {"small": 1.0, "large": 4.0}

READ, REFUSED, SILENTLY_REFUSED, BROKEN = (200, False), (429, True), (503, False), (0, False)
"""Status, and whether there was a Retry-After."""


def _answer(kind: str, due: float, done: float, late: float = 0.0, said: tuple[int, bool] = READ) -> Answer:
    return Answer(kind, due, due + late, done, *said)


def test_latencies_count_from_the_moment_that_was_due_however_late_the_sender_was() -> None:
    load = judged(Volley([_answer("small", 4.0, 6.0, late=1.5)], 10.0, 0.1), COSTS, 1.0, 10.0)

    assert load.groups["small"].p50 == 2000
    assert load.late_p99 == 1500


def test_refusals_count_from_the_moment_of_sending_and_are_no_latencies() -> None:
    answers = [
        _answer("large", 4.0, 5.51, late=1.5, said=REFUSED),
        _answer("large", 5.0, 5.02, said=SILENTLY_REFUSED),
        _answer("small", 5.0, 6.0),
    ]
    load = judged(Volley(answers, 10.0, 0.1), COSTS, 1.0, 10.0)

    assert (load.sent, load.read, load.refused, load.failed) == (3, 1, 2, 0)
    assert load.refused_without_retry_after == 1
    assert load.refusals is not None
    assert (load.refusals.p50, load.refusals.longest) == (10, 20)
    assert load.admitted is not None
    assert load.admitted.count == 1
    assert "large" not in load.groups


def test_goodput_is_the_work_that_was_read_while_pictures_came_over_the_capacity() -> None:
    answers = [
        _answer("small", 1.0, RAMP_SECONDS),  # before the queues were full
        _answer("small", 4.0, 5.0),
        _answer("large", 4.0, 13.0),
        _answer("large", 5.0, 5.01, said=REFUSED),
        _answer("large", 9.0, 13.1),  # after the last picture came
    ]
    load = judged(Volley(answers, 14.0, 0.1), COSTS, capacity=2.0, seconds=13.0)

    assert load.goodput == pytest.approx((1 + 4) / 10 / 2.0)
    assert load.offered == pytest.approx(14 / 13 / 2.0, abs=0.001)


def test_a_broken_connection_is_a_failure() -> None:
    load = judged(Volley([_answer("small", 1.0, 2.0, said=BROKEN)], 10.0, 0.1), COSTS, 1.0, 10.0)

    assert (load.read, load.refused, load.failed) == (0, 0, 1)
    assert load.admitted is None
    assert load.refusals is None


def test_a_class_is_judged_by_its_own_tail() -> None:
    answers = [_answer("small", 4.0, 4.1), _answer("small", 4.0, 4.1), _answer("small", 4.0, 4.4)]
    load = judged(Volley(answers, 10.0, 0.1), COSTS, 1.0, 10.0)

    assert load.p99_over_p50 == {"small": 4.0}


def test_a_cost_is_the_median_of_what_was_read() -> None:
    answers = [_answer("small", 0.0, done) for done in (3.0, 1.0, 2.0)]
    answers.append(_answer("small", 0.0, 0.1, said=REFUSED))

    assert medians(Volley(answers, 3.0, 0.1)) == {"small": 2.0}
    assert completions(Volley(answers, 3.0, 0.1)) == [(3.0, "small"), (1.0, "small"), (2.0, "small")]
