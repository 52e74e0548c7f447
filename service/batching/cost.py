"""What a batch costs, predicted from a measured table."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import isfinite
from pathlib import Path

from service.batching.stage import COST_NAMES, CostName

DEFAULT_TABLE = Path(__file__).with_name("cost.json")
"""Serves where the machine was not measured; its `taken_on` says what it was measured on."""

Points = tuple[tuple[float, float], ...]
"""Abscissa and milliseconds, the abscissas ascending."""

Curves = Mapping[CostName, Mapping[int, Mapping[int, Points]]]
"""Stage → streams → count → pixels and milliseconds."""


@dataclass(frozen=True, slots=True, order=True)
class Measured:
    """How long a batch of `count` inputs took while as many ran side by side as there are streams."""

    stage: CostName
    streams: int
    count: int
    pixels: int
    milliseconds: float

    def __post_init__(self) -> None:
        if self.stage not in COST_NAMES:
            raise ValueError(f"{self} is of no stage.")
        if min(self.streams, self.count, self.pixels) < 1:
            raise ValueError(f"{self} counts what is not there.")
        if not (isfinite(self.milliseconds) and self.milliseconds > 0):
            raise ValueError(f"{self} took no time that can be counted.")

    @property
    def batch(self) -> tuple[CostName, int, int, int]:
        """What was measured, without how long it took."""
        return self.stage, self.streams, self.count, self.pixels


@dataclass(frozen=True)
class CostTable:
    """Measured batches, and straight lines between them: first along the pixels, then along the count.

    Raises ValueError where two rows are of the same batch, for no line goes through both.
    """

    taken_on: str
    rows: tuple[Measured, ...]
    _curves: Curves = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = sorted(self.rows)
        for one, other in pairwise(rows):
            if one.batch == other.batch:
                raise ValueError(f"{one} and {other} are of the same batch.")
        object.__setattr__(self, "_curves", _curves(rows))

    def milliseconds(self, stage: CostName, pixels: int, count: int, streams: int) -> float:
        """Of a batch of `count` inputs of so many pixels each. Raises KeyError for a stage without a row.

        A number of streams that was not measured costs what the next lower one does.
        """
        by_streams = self._curves[stage]
        measured = tuple(by_streams)
        nearest = measured[max(0, bisect_right(measured, streams) - 1)]
        by_count = by_streams[nearest].items()
        return _between(tuple((each, _between(points, pixels)) for each, points in by_count), count)


def load_table(path: Path) -> CostTable:
    """Read a table from JSON. Raises ValueError or TypeError where a row makes no sense."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return CostTable(document["taken_on"], tuple(Measured(*row) for row in document["rows"]))


def _curves(rows: Iterable[Measured]) -> Curves:
    curves: dict[CostName, dict[int, dict[int, Points]]] = {}
    for (stage, streams, count), group in groupby(rows, lambda row: (row.stage, row.streams, row.count)):
        points = tuple((float(row.pixels), row.milliseconds) for row in group)
        curves.setdefault(stage, {}).setdefault(streams, {})[count] = points
    return curves


def _between(points: Points, at: float) -> float:
    """The height of the line through the points at `at`: level before the first, going on beyond the last."""
    after = bisect_right(points, at, key=lambda point: point[0])
    if after == 0:
        return points[0][1]
    if len(points) == 1:
        return points[0][1] * at / points[0][0]
    right = min(after, len(points) - 1)
    (x, low), (end, high) = points[right - 1], points[right]
    return low + (high - low) * (at - x) / (end - x)
