"""Callers share an engine. A burst is admitted, and a queue that stands is not."""

import pytest

from service.batching.admission import DEFAULT_LIMITS, Admission
from service.batching.page_job import PageJob
from service.errors import EngineBusy
from tests.service.batching.fixtures.admissions import LATE, MEMORY, PIXELS, admit, new_admission
from tests.service.batching.fixtures.factories import FAIRNESS

PATIENCE = DEFAULT_LIMITS.patience_seconds
LATER = PATIENCE + 0.1
PAGES = 30
"""Pages of 0.1 s each: a queue of 3 s."""


def _long_queue() -> tuple[Admission, list[PageJob]]:
    admission = new_admission()
    return admission, [admit(admission, now=0.0) for _ in range(PAGES)]


def _release(admission: Admission, jobs: list[PageJob], now: float) -> None:
    for job in jobs:
        admission.release(job, now)


@pytest.mark.parametrize("now", [0.0, PATIENCE])
def test_a_queue_may_be_long_for_a_while(now: float) -> None:
    admission, _ = _long_queue()
    admit(admission, 60.0 + now, now=now)


def test_a_queue_that_stands_for_longer_takes_no_further_page() -> None:
    admission, _ = _long_queue()
    with pytest.raises(EngineBusy) as refusal:
        admit(admission, 70.0, now=LATER)

    assert refusal.value.retry_after == 2  # 3 s are 1.5 s too long


def test_a_standing_queue_takes_pages_up_to_its_limit() -> None:
    admission, jobs = _long_queue()
    _release(admission, jobs[:15], now=1.5)

    admit(admission, 70.0, now=LATER)
    with pytest.raises(EngineBusy):
        admit(admission, 70.0, now=LATER)


def test_a_queue_stands_until_the_engine_has_rested() -> None:
    admission, jobs = _long_queue()
    _release(admission, jobs[:26], now=2.6)
    for _ in range(PAGES):
        if len(admission._admitted) <= 15:
            admit(admission, 70.0, now=LATER)
    with pytest.raises(EngineBusy):
        admit(admission, 70.0, now=LATER)


def test_after_a_rest_a_burst_is_admitted_again() -> None:
    admission, jobs = _long_queue()
    _release(admission, jobs[:27], now=2.7)

    for _ in range(PAGES):
        admit(admission, 70.0, now=LATER)


def test_a_caller_without_pages_is_admitted_while_a_queue_stands() -> None:
    admission, _ = _long_queue()
    admit(admission, 70.0, now=LATER, caller="b")

    with pytest.raises(EngineBusy):
        admit(admission, 70.0, now=LATER)


def test_on_a_slow_machine_a_longer_queue_is_no_standing_one() -> None:
    """Eight typical pages may wait, however long they take."""
    admission = new_admission(grace=400)
    for _ in range(31):
        admit(admission, now=0.0)

    admit(admission, 70.0, now=LATER)


def test_the_turn_of_a_page_comes_after_the_other_pages_of_its_caller() -> None:
    """Each page has 0.1 s of work."""
    admission = new_admission()
    turns = [admit(admission, now=5.0, caller=caller).turn for caller in "aaaba"]

    assert turns == [pytest.approx(turn) for turn in (5.0, 5.1, 5.2, 5.0, 5.3)]


def test_a_page_is_not_behind_those_that_should_have_been_done_before_it() -> None:
    """The engine takes twice the predicted time: half of the work of 10 s is done."""
    admission = new_admission()
    jobs = [admit(admission, now=0.0) for _ in range(100)]
    _release(admission, jobs[:50], now=10.0)
    turns = [admit(admission, 70.0, now=10.0, caller="b").turn for _ in range(2)]

    assert turns == [pytest.approx(jobs[50].turn), pytest.approx(jobs[51].turn)]


def test_pages_of_other_callers_hold_up_no_page_for_good() -> None:
    admission = new_admission()
    admit(admission, 120.0, now=0.0)
    late = admit(admission, 120.0, now=60.0, caller="b")

    assert late.turn == 60.0 - FAIRNESS.largest_lag


def test_a_page_that_is_not_due_yet_delays_no_turn() -> None:
    """A large page is due long after its turn."""
    admission = new_admission()
    admit(admission, pixels=5 * PIXELS, now=0.0)

    assert admit(admission, now=0.1, caller="b").turn == 0.1


def test_a_caller_that_fills_the_queue_does_not_shut_out_another() -> None:
    admission = new_admission()
    for _ in range(40):
        admit(admission, 10.0)
    with pytest.raises(EngineBusy):
        admit(admission, 10.0)

    assert admit(admission, 10.0, caller="b").turn == 0.0


def test_the_delay_of_a_large_page_is_meant_for_the_pages_of_its_own_caller() -> None:
    admission = new_admission()
    shares = [admit(admission, caller=caller).share for caller in "aaabb"]

    assert shares == [pytest.approx(share) for share in (1, 1, 1, 1 / 4, 2 / 5)]


def test_a_caller_that_fills_the_memory_leaves_some_to_newcomers() -> None:
    admission = new_admission(memory=8 * MEMORY)
    for _ in range(8):
        admit(admission, LATE)
    with pytest.raises(EngineBusy):
        admit(admission, LATE)
    for caller in "bc":
        admit(admission, LATE, caller=caller)
    for caller in "bcd":
        with pytest.raises(EngineBusy):
            admit(admission, LATE, caller=caller)
