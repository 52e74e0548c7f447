"""The outcome of an open-loop run."""

import pytest

from benchmarks.load.outcome import RAMP_SECONDS, completions, median_seconds, outcome_of
from benchmarks.load.traffic.sender import Answer, Run

COSTS = {"small": 1.0, "large": 4.0}

READ, REFUSED, REFUSED_WITHOUT_RETRY_AFTER, BROKEN = (200, False), (429, True), (503, False), (0, False)
"""Status, and whether the answer has a Retry-After header."""


def _answer(kind: str, due: float, done: float, late: float = 0.0, reply: tuple[int, bool] = READ) -> Answer:
    status, has_retry_after = reply
    return Answer(
        kind=kind, due=due, sent=due + late, done=done, status=status, has_retry_after=has_retry_after
    )


def test_latencies_count_from_the_planned_send_time() -> None:
    outcome = outcome_of(Run([_answer("small", 4.0, 6.0, late=1.5)], 10.0, 0.1), COSTS, 1.0, 10.0)

    assert outcome.by_class["small"].p50 == 2000
    assert outcome.late_p99 == 1500


def test_refusals_count_from_the_actual_send_time_and_are_not_latencies() -> None:
    answers = [
        _answer("large", 4.0, 5.51, late=1.5, reply=REFUSED),
        _answer("large", 5.0, 5.015, reply=REFUSED),
        _answer("large", 5.0, 5.02, reply=REFUSED_WITHOUT_RETRY_AFTER),
        _answer("small", 5.0, 6.0),
    ]
    outcome = outcome_of(Run(answers, 10.0, 0.1), COSTS, 1.0, 10.0)

    assert (outcome.sent, outcome.read, outcome.refused, outcome.failed) == (4, 1, 3, 0)
    assert outcome.refused_without_retry_after == 1
    assert outcome.refusals is not None
    assert (outcome.refusals.p50, outcome.refusals.longest) == (15, 20)
    assert outcome.admitted is not None
    assert outcome.admitted.count == 1
    assert "large" not in outcome.by_class


def test_goodput_is_the_completed_work_per_second_divided_by_the_capacity() -> None:
    answers = [
        _answer("small", 1.0, RAMP_SECONDS),  # during the ramp
        _answer("small", 4.0, 5.0),
        _answer("large", 4.0, 13.0),
        _answer("large", 5.0, 5.01, reply=REFUSED),
        _answer("large", 9.0, 13.1),  # after the last request was sent
    ]
    outcome = outcome_of(Run(answers, 14.0, 0.1), COSTS, capacity=2.0, seconds=13.0)

    assert outcome.goodput == pytest.approx((1 + 4) / 10 / 2.0)
    assert outcome.offered == pytest.approx(14 / 13 / 2.0, abs=0.001)


def test_a_broken_connection_is_a_failure() -> None:
    outcome = outcome_of(Run([_answer("small", 1.0, 2.0, reply=BROKEN)], 10.0, 0.1), COSTS, 1.0, 10.0)

    assert (outcome.read, outcome.refused, outcome.failed) == (0, 0, 1)
    assert outcome.admitted is None
    assert outcome.refusals is None


def test_each_class_has_its_own_tail_ratio() -> None:
    answers = [_answer("small", 4.0, 4.1), _answer("small", 4.0, 4.1), _answer("small", 4.0, 4.4)]
    outcome = outcome_of(Run(answers, 10.0, 0.1), COSTS, 1.0, 10.0)

    assert outcome.p99_over_p50 == {"small": 4.0}


def test_a_cost_is_the_median_time_of_the_pictures_that_were_read() -> None:
    answers = [_answer("small", 0.0, done) for done in (3.0, 1.0, 2.0)]
    answers.append(_answer("small", 0.0, 0.1, reply=REFUSED))

    assert median_seconds(Run(answers, 3.0, 0.1)) == {"small": 2.0}
    assert completions(Run(answers, 3.0, 0.1)) == [(3.0, "small"), (1.0, "small"), (2.0, "small")]
