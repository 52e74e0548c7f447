"""Rounds within a time limit."""

from itertools import count

import pytest

from benchmarks.load import rounds
from benchmarks.load.rounds import rotated, rounds_within


def test_there_is_one_round_even_if_the_time_limit_is_zero() -> None:
    assert list(rounds_within(0)) == [0]


def test_no_round_starts_that_would_end_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every reading of the clock takes a second. A round reads it at its start and its end."""
    clock = count(100)
    monkeypatch.setattr(rounds, "perf_counter", lambda: float(next(clock)))

    assert list(rounds_within(7)) == [0, 1]
    assert list(rounds_within(8)) == [0, 1, 2]


def test_each_item_comes_first_once_in_turn() -> None:
    assert [rotated(("a", "b", "c"), i) for i in range(4)] == [
        ("a", "b", "c"),
        ("b", "c", "a"),
        ("c", "a", "b"),
        ("a", "b", "c"),
    ]
