"""Callers share an engine: the turns of their pages, and the memory that newcomers get."""

import pytest

from service.errors import EngineBusy
from tests.service.batching.fixtures.admissions import LATE, MEMORY, admit, new_admission


def test_the_turn_of_a_page_comes_after_the_other_pages_of_its_caller() -> None:
    """Each page has 0.1 s of work."""
    admission = new_admission()
    turns = [admit(admission, now=5.0, caller=caller).turn for caller in "aaaba"]

    assert turns == [pytest.approx(turn) for turn in (5.0, 5.1, 5.2, 5.0, 5.3)]


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
