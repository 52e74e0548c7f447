"""What many measured values say. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

CURVE = (1, 5, 10, 25, 50, 75, 90, 95, 99)
"""The percentiles that plots are drawn through."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many values, and their percentiles and maximum, in milliseconds rounded to 0.1.

    Of fewer than 100 values p99 is the longest, of fewer than 20 p95 is too.
    """

    count: int
    p50: float
    p95: float
    p99: float
    longest: float


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that no less than that many percent reach or stay below (nearest rank)."""
    return sorted(values)[max(0, ceil(percent / 100 * len(values)) - 1)]


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    shown = (*(percentile(values, percent) for percent in (50, 95, 99)), max(values))
    return Spread(len(values), *(round(value, 1) for value in shown))


def curve(values: Sequence[float]) -> list[float]:
    """The percentiles of CURVE of at least one value, rounded to 0.1."""
    return [round(percentile(values, percent), 1) for percent in CURVE]


def work_rate(
    done: Iterable[tuple[float, str]], costs: Mapping[str, float], start: float, end: float
) -> float:
    """Work done a second between two moments.

    `done` are the moments of completions in seconds and their kinds, `costs` the work of each kind. What is
    under way at either end is counted when it is completed, so that both ends cancel out in steady state.
    """
    return sum(costs[kind] for moment, kind in done if start < moment <= end) / (end - start)
