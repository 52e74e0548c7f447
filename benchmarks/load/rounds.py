"""Rounds until the time is up."""

from collections.abc import Iterator
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def rounds_within(seconds: float) -> Iterator[int]:
    """0, 1, 2 … : the first always, another while one as long as the last would still end in time."""
    started, count, last = perf_counter(), 0, 0.0
    while count == 0 or perf_counter() - started + last < seconds:
        began = perf_counter()
        yield count
        last = perf_counter() - began
        count += 1


def turned(things: tuple[T, ...], count: int) -> tuple[T, ...]:
    """The same things, beginning further on, so that none is always first."""
    start = count % len(things)
    return (*things[start:], *things[:start])
