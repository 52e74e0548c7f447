import pytest

from service.batching.fairness import Fairness

RULE = Fairness(grace=100, stretch=4)


@pytest.mark.parametrize("work", [0, 50, 100])
def test_a_page_within_the_grace_queues_when_it_arrived(work: float) -> None:
    assert RULE.due(7.0, 100.0, work) == 7.0


def test_every_millisecond_beyond_the_grace_queues_four_later() -> None:
    assert RULE.due(7.0, 100.0, 350) == pytest.approx(8.0)


def test_a_page_yields_for_two_fifths_of_its_time_at_most() -> None:
    assert RULE.due(7.0, 107.0, 1e9) == pytest.approx(47.0)
