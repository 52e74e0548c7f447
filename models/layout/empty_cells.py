"""Empty cells: where a row of a table has no line although its column has; docs/decisions/0079."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.geometry import Boxes

NEAR = 0.25
"""Line heights. The left edges, the right edges or the middles of a column are within this distance."""

SAME_ROW = 0.5
"""Line heights. The middles of the lines of a row are within this distance."""

LIKE = 1.34
"""Two heights are alike if the larger one is at most this times the other."""

MIN_CELLS = 4
"""A column has at least this number of cells."""

MIN_IN_ROW = 2
"""The least number of lines in a row with an empty cell."""

BEFORE, AFTER = 0.5, 1.5
"""Line heights. A cell starts that far before the edge of its column and ends that far behind it. It has room
for two narrow characters."""

BEYOND = 3.0
"""Line heights. The first or the last row of a column may be the one with the empty cell."""

MOST = 400
"""The largest number of cells that are returned."""


class Rows(NamedTuple):
    """of_box: the number of the row of each box, -1 without one. tops, bottoms: in pixels."""

    of_box: NDArray[np.intp]
    tops: NDArray[np.float32]
    bottoms: NDArray[np.float32]


def empty_cells(boxes: Boxes, upright: NDArray[np.bool_]) -> Boxes:
    """The places of the cells without a line, as wide as two narrow characters.

    boxes: those of all lines of a page. upright: boolean (boxes,), which of them may be cells.
    """
    found = boxes[:0]
    if np.count_nonzero(upright) < 2 * MIN_CELLS:
        return found
    height = max(float(np.median(boxes[upright, 3] - boxes[upright, 1])), 1.0)
    alike = boxes[upright & _are_alike(boxes, height)]
    for cell in _cells(alike, _rows(alike, height), height):
        if not _touches(cell, found):
            found = np.concatenate([found, cell[np.newaxis]])
        if len(found) == MOST:
            break
    return found


def _are_alike(boxes: Boxes, height: float) -> NDArray[np.bool_]:
    heights = np.maximum(boxes[:, 3] - boxes[:, 1], 1)
    alike: NDArray[np.bool_] = np.maximum(heights / height, height / heights) <= LIKE
    return alike


def _rows(boxes: Boxes, height: float) -> Rows:
    clusters = _clusters((boxes[:, 1] + boxes[:, 3]) / 2, SAME_ROW * height)
    rows = [row for row in clusters if len(row) >= MIN_IN_ROW]
    of_box = np.full(len(boxes), -1, np.intp)
    for number, row in enumerate(rows):
        of_box[row] = number
    tops, bottoms = (np.array([np.median(boxes[row, i]) for row in rows], np.float32) for i in (1, 3))
    return Rows(of_box, tops, bottoms)


def _clusters(positions: NDArray[np.floating], near: float) -> list[NDArray[np.intp]]:
    """The indices of positions that are near to one another, cluster by cluster in ascending order."""
    order = np.argsort(positions, kind="stable")
    borders = np.flatnonzero(np.diff(positions[order]) > near) + 1
    return np.split(order, borders)


def _cells(boxes: Boxes, rows: Rows, height: float) -> Iterator[NDArray[np.float32]]:
    """The empty cells of all columns, those of left edges first. A cell may be found several times."""
    lefts, rights = boxes[:, 0], boxes[:, 2]
    width = BEFORE + AFTER
    for positions, before in ((lefts, BEFORE), (rights, AFTER), ((lefts + rights) / 2, width / 2)):
        for column in _clusters(positions, NEAR * height):
            if len(column) >= MIN_CELLS:
                left = float(np.median(positions[column])) - before * height
                free = _free_rows(boxes, rows, left, left + width * height)
                first, last = boxes[column, 1].min(), boxes[column, 3].max()
                free &= (rows.tops >= first - BEYOND * height) & (rows.bottoms <= last + BEYOND * height)
                for top, bottom in zip(rows.tops[free], rows.bottoms[free], strict=True):
                    yield np.array([left, top, left + width * height, bottom], np.float32)


def _free_rows(boxes: Boxes, rows: Rows, left: float, right: float) -> NDArray[np.bool_]:
    """The rows that have no line between `left` and `right`: boolean (rows,)."""
    free = np.ones(len(rows.tops), np.bool_)
    crossing = rows.of_box[(boxes[:, 0] < right) & (boxes[:, 2] > left)]
    free[crossing[crossing >= 0]] = False
    return free


def _touches(cell: NDArray[np.float32], others: Boxes) -> bool:
    """Whether a cell overlaps one of the boxes."""
    across = (others[:, 0] < cell[2]) & (others[:, 2] > cell[0])
    return bool((across & (others[:, 1] < cell[3]) & (others[:, 3] > cell[1])).any())
