import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batching.fairness import Fairness

RULE = Fairness(grace=100, stretch=4)


@pytest.mark.parametrize("before", [0, 50, 100])
def test_work_within_the_grace_queues_when_its_page_arrived(before: float) -> None:
    assert RULE.turn(7.0, 100.0, before) == 7.0


def test_every_millisecond_beyond_the_grace_queues_four_later() -> None:
    assert RULE.turn(7.0, 100.0, 350) == pytest.approx(8.0)


def test_a_page_in_parts_has_no_grace() -> None:
    assert RULE.of(1) == RULE
    assert RULE.of(2).turn(7.0, 100.0, 250) == pytest.approx(8.0)


def test_a_page_yields_for_a_quarter_of_its_time_at_most() -> None:
    assert RULE.turn(7.0, 107.0, 1e9) == pytest.approx(32.0)


def test_nothing_of_a_page_has_its_turn_before_it_arrives() -> None:
    assert RULE.work_until(6.9, 7.0, 100.0) == 0.0


@given(arrived=st.floats(0, 1e4), seconds=st.floats(1, 100), work=st.floats(0, 1e6), more=st.floats(0.1, 1e4))
def test_the_work_until_a_turn_is_the_work_before_it(
    arrived: float, seconds: float, work: float, more: float
) -> None:
    deadline = arrived + seconds
    turn = RULE.turn(arrived, deadline, work)

    assert RULE.work_until(turn + 1e-6, arrived, deadline) >= work
    if RULE.turn(arrived, deadline, work + more) > turn + 2e-6:
        assert RULE.work_until(turn + 1e-6, arrived, deadline) <= max(work, RULE.grace) + more
