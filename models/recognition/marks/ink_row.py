"""Rows of equal ink: lines that repeat one glyph, and the shape of that glyph; docs/decisions/0062."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.ink import Mask, gaps

MOST_RUNS = 64
"""A line with more runs of ink is no row."""

WIDTH_TOLERANCE, INK_TOLERANCE, PITCH_TOLERANCE = 0.2, 0.2, 0.2
"""How far the width and the ink of each run, and each distance, may be from their medians, as shares of them.
In rows of one printed glyph they differ by at most 0.19. In icons, textures and words they differ by more."""

MIN_TOLERANCE = 2
"""Columns. Widths may always differ by so much."""

MIN_OVERLAP = 0.5
"""The least share of common ink of the first and the last run, laid over each other."""


@dataclass(frozen=True, slots=True, eq=False)
class InkRow:
    """Runs of ink of equal width at equal distances, and the shape of the median one.

    The distance of a single run is its width.

    borders: (runs, 2), the first column of each run and the one after the last. aspect: the width of the
    shape by its height. width, height: of the shape, in distances of two runs. share: the height of the shape
    by that of the strip. fill: the share of its box
    that is ink. parts: its parts that do not touch each other, from top to bottom: (parts, 3), first row,
    height and width, as shares of the box. rise: how much higher the left third of its ink lies than the
    right third, in heights of the box.
    """

    borders: NDArray[np.intp]
    aspect: float
    width: float
    height: float
    share: float
    fill: float
    parts: NDArray[np.float64]
    has_hole: bool
    rise: float


def are_equal(values: NDArray[np.float64], tolerance: float, least: float = 0.0) -> bool:
    """Whether all values are near to their upper median: by that share of it, or by `least`."""
    ordered = np.sort(values)
    lowest, median, highest = ordered[[0, len(ordered) // 2, -1]].tolist()
    return bool(max(highest - median, median - lowest) <= max(tolerance * median, least))


def ink_row(mask: Mask, height: float, least: int = 1) -> InkRow | None:
    """The row that the ink of a strip is. None if its runs are not equal, or fewer than the least.

    height: the height of the crop in columns of the mask. least: the least number of runs.
    """
    borders = gaps(cv2.reduce(mask.view(np.uint8), 0, cv2.REDUCE_MAX)[0] == 0)
    if not least <= len(borders) <= MOST_RUNS:
        return None
    widths = np.diff(borders)[:, 0].astype(np.float64)
    pitches = np.diff(borders.mean(axis=1)) if len(borders) > 1 else widths
    if not (are_equal(widths, WIDTH_TOLERANCE, MIN_TOLERANCE) and are_equal(pitches, PITCH_TOLERANCE)):
        return None
    inks = inks_of(mask, borders)
    if not (are_equal(inks, INK_TOLERANCE) and overlap(mask, borders[0], borders[-1]) >= MIN_OVERLAP):
        return None
    middle = int(np.argsort(inks)[len(inks) // 2])
    shape = np.ascontiguousarray(mask[:, slice(*borders[middle].tolist())])
    return _row(borders, shape, len(mask) / height, float(np.median(pitches)))


def inks_of(mask: Mask, borders: NDArray[np.intp]) -> NDArray[np.float64]:
    """The number of pixels of ink in each run."""
    totals = np.append(0, np.cumsum(mask.sum(axis=0)))
    inks: NDArray[np.float64] = (totals[borders[:, 1]] - totals[borders[:, 0]]).astype(np.float64)
    return inks


def overlap(mask: Mask, one: NDArray[np.intp], two: NDArray[np.intp]) -> float:
    """The share of ink that two runs have in common, laid over each other at their middles."""
    size = min(int(one[1] - one[0]), int(two[1] - two[0]))
    starts = (int(one.sum() - size) // 2, int(two.sum() - size) // 2)
    first, second = (mask[:, start : start + size] for start in starts)
    return float((first & second).sum() / max((first | second).sum(), 1))


def _row(borders: NDArray[np.intp], shape: Mask, row_per_column: float, pitch: float) -> InkRow:
    inked = np.flatnonzero(shape.any(axis=1))
    box = shape[inked[0] : inked[-1] + 1].view(np.uint8)
    rows, columns = box.shape
    _, _, found, _ = cv2.connectedComponentsWithStats(box)
    parts = found[1:][np.argsort(found[1:, 1])][:, [1, 3, 2]] / (rows, rows, columns)
    ground, _ = cv2.connectedComponents(np.pad(1 - box, 1, constant_values=1), connectivity=4)
    third = max(columns // 3, 1)
    return InkRow(
        borders=borders,
        aspect=columns * row_per_column / rows,
        width=columns / pitch,
        height=rows / (pitch * row_per_column),
        share=rows / len(shape),
        fill=float(box.mean()),
        parts=parts,
        has_hole=ground > 2,
        rise=_middle(box[:, -third:]) - _middle(box[:, :third]),
    )


def _middle(box: NDArray[np.uint8]) -> float:
    """The mean row of the ink, as a share of the height."""
    weights = box.sum(axis=1, dtype=np.float64)
    return float(weights @ np.arange(len(box)) / max(weights.sum(), 1)) / len(box)
