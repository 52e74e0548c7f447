"""The cost table: measured times of batches, interpolated."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import isfinite
from pathlib import Path

from service.batching.stage import COST_NAMES, CostName

DEFAULT_TABLE = Path(__file__).with_name("cost.json")
"""The shipped table, for machines on which `wangtu tune` did not run. `taken_on` names its machine."""

Row = tuple[CostName, int, int, int, float]
"""The columns of a row: stage, streams, count, pixels and milliseconds."""

Points = tuple[tuple[float, float], ...]
"""Pairs of x and milliseconds, by ascending x."""

Curves = Mapping[CostName, Mapping[int, Mapping[int, Points]]]
"""Stage → streams → count → pixels and milliseconds."""


@dataclass(frozen=True, slots=True, order=True)
class CostRow:
    """The measured time of a batch of `count` inputs while every one of `streams` streams runs such a batch.

    Raises ValueError for an unknown stage, a number below 1, or a time that is not positive and finite.
    """

    stage: CostName
    streams: int
    count: int
    pixels: int
    """Pixels of one input."""

    milliseconds: float

    def __post_init__(self) -> None:
        if self.stage not in COST_NAMES:
            raise ValueError(f"{self}: no stage has this name.")
        if min(self.streams, self.count, self.pixels) < 1:
            raise ValueError(f"{self}: streams, count and pixels must be at least 1.")
        if not (isfinite(self.milliseconds) and self.milliseconds > 0):
            raise ValueError(f"{self}: milliseconds must be positive and finite.")

    @property
    def batch(self) -> tuple[CostName, int, int, int]:
        """The batch that was measured: stage, streams, count and pixels."""
        return self.stage, self.streams, self.count, self.pixels


@dataclass(frozen=True)
class CostTable:
    """Measured batches, interpolated linearly: first along the pixels, then along the count.

    Raises ValueError when two rows describe the same batch.
    """

    taken_on: str
    """The measured machine, in words."""

    rows: tuple[CostRow, ...]
    _curves: Curves = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = sorted(self.rows)
        for row, following in pairwise(rows):
            if row.batch == following.batch:
                raise ValueError(f"{row} and {following} describe the same batch.")
        object.__setattr__(self, "_curves", _curves(rows))

    def milliseconds(self, stage: CostName, pixels: int, count: int, streams: int) -> float:
        """The time of a batch of `count` inputs of `pixels` each. Raises KeyError for a stage without a row.

        For a number of streams that was not measured, the next lower measured number is used, or the lowest.
        """
        by_count = self._by_count(stage, streams).items()
        return _interpolate(tuple((each, _interpolate(points, pixels)) for each, points in by_count), count)

    def measured_pixels(self, stage: CostName, count: int, streams: int) -> tuple[int, ...]:
        """The input sizes in pixels that were measured in batches of `count`, ascending."""
        return tuple(int(pixels) for pixels, _ in self._by_count(stage, streams).get(count, ()))

    def _by_count(self, stage: CostName, streams: int) -> Mapping[int, Points]:
        by_streams = self._curves[stage]
        measured = tuple(by_streams)
        return by_streams[measured[max(0, bisect_right(measured, streams) - 1)]]


def table_of(taken_on: str, rows: Iterable[Row]) -> CostTable:
    """A table from rows of plain values. Raises ValueError or TypeError for a row that is not valid."""
    return CostTable(taken_on, tuple(CostRow(*row) for row in rows))


def load_table(path: Path) -> CostTable:
    """Read a table from JSON. Raises ValueError or TypeError for a row that is not valid."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return table_of(document["taken_on"], document["rows"])


def _curves(rows: Iterable[CostRow]) -> Curves:
    curves: dict[CostName, dict[int, dict[int, Points]]] = {}
    for (stage, streams, count), group in groupby(rows, lambda row: (row.stage, row.streams, row.count)):
        points = tuple((float(row.pixels), row.milliseconds) for row in group)
        curves.setdefault(stage, {}).setdefault(streams, {})[count] = points
    return curves


def _interpolate(points: Points, x: float) -> float:
    """Interpolates linearly; constant below the first point, extrapolated above the last.

    A single point is extrapolated in proportion to x.
    """
    after = bisect_right(points, x, key=lambda point: point[0])
    if after == 0:
        return points[0][1]
    if len(points) == 1:
        return points[0][1] * x / points[0][0]
    right = min(after, len(points) - 1)
    (start, low), (end, high) = points[right - 1], points[right]
    return low + (high - low) * (x - start) / (end - start)
