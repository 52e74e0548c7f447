"""Percentiles and rates of measured values. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

CURVE = (1, 5, 10, 25, 50, 75, 90, 95, 99)
"""The percentiles that plots show."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The number of values, their percentiles and their maximum, in milliseconds rounded to 0.1.

    With fewer than 100 values p99 is the maximum, with fewer than 20 p95 is too.
    """

    count: int
    p50: float
    p95: float
    p99: float
    longest: float


def percentile(values: Sequence[float], percent: float) -> float:
    """Returns the percentile by the nearest-rank method."""
    return sorted(values)[max(0, ceil(percent / 100 * len(values)) - 1)]


def spread(values: Sequence[float]) -> Spread:
    """Returns the spread of at least one value."""
    shown = (*(percentile(values, percent) for percent in (50, 95, 99)), max(values))
    return Spread(len(values), *(round(value, 1) for value in shown))


def curve(values: Sequence[float]) -> list[float]:
    """Returns the percentiles of CURVE of at least one value, rounded to 0.1."""
    return [round(percentile(values, percent), 1) for percent in CURVE]


def work_rate(
    done: Iterable[tuple[float, str]], costs: Mapping[str, float], start: float, end: float
) -> float:
    """Returns the work that is completed per second between `start` and `end`, in seconds.

    `done` is the time and class of each completion, `costs` the work of one picture of each class. Work in
    progress at `start` counts fully and work in progress at `end` does not; in steady state both cancel out.
    """
    return sum(costs[kind] for time, kind in done if start < time <= end) / (end - start)
