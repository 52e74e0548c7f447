"""The order in which people read: rows from top to bottom, left to right in a row."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.page import TextLine

SAME_ROW = 0.5
"""A line joins a row when its middle is nearer to the first line's than this share of the smaller height."""


def in_reading_order(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines sorted by row and then by their left edge; what a row is scales with the lines' height."""
    boxes = [_box(line) for line in lines]
    rows: list[list[int]] = []
    for index in sorted(range(len(lines)), key=lambda i: boxes[i][1]):
        if rows and _share_a_row(boxes[rows[-1][0]], boxes[index]):
            rows[-1].append(index)
        else:
            rows.append([index])
    return tuple(lines[i] for row in rows for i in sorted(row, key=lambda i: boxes[i][0]))


def _box(line: TextLine) -> tuple[float, float, float]:
    """Left edge, vertical middle and height."""
    low: NDArray[np.float32] = line.quad.min(axis=0)
    high: NDArray[np.float32] = line.quad.max(axis=0)
    return float(low[0]), float(low[1] + high[1]) / 2, float(high[1] - low[1])


def _share_a_row(above: tuple[float, float, float], below: tuple[float, float, float]) -> bool:
    return below[1] - above[1] < SAME_ROW * min(above[2], below[2])
