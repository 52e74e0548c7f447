"""Rounds within a time."""

from itertools import count

import pytest

from benchmarks.load import rounds
from benchmarks.load.rounds import rounds_within, turned


def test_there_is_one_round_even_where_there_is_no_time() -> None:
    assert list(rounds_within(0)) == [0]


def test_no_round_is_begun_that_would_end_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the clock takes a second; a round takes one look at either end."""
    clock = count()
    monkeypatch.setattr(rounds, "perf_counter", lambda: float(next(clock)))

    assert list(rounds_within(8)) == [0, 1, 2]


def test_each_thing_is_first_in_its_turn() -> None:
    assert [turned(("a", "b", "c"), i) for i in range(4)] == [
        ("a", "b", "c"),
        ("b", "c", "a"),
        ("c", "a", "b"),
        ("a", "b", "c"),
    ]
