"""Measurement rounds within a time limit."""

from collections.abc import Iterator
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def rounds_within(seconds: float) -> Iterator[int]:
    """Yields 0, 1, 2, … until another round as long as the last would end too late. Always yields 0."""
    started, count, last = perf_counter(), 0, 0.0
    while count == 0 or perf_counter() - started + last < seconds:
        began = perf_counter()
        yield count
        last = perf_counter() - began
        count += 1


def rotated(items: tuple[T, ...], count: int) -> tuple[T, ...]:
    """Returns the items rotated by `count`, so that each comes first in turn."""
    start = count % len(items)
    return (*items[start:], *items[:start])
