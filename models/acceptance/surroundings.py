"""Surroundings: the text around a line of a page that speaks for or against the line."""

from dataclasses import dataclass
from math import exp, log2

import numpy as np
from numpy.typing import NDArray

from models.geometry import Boxes

LIKE_HEIGHT = 0.42
"""Binary logarithm. Two heights are alike if the larger one is at most 1.34 times the other."""

ALIGNED = 0.3
"""Line heights. Two edges or middles that differ by less are aligned."""

COLUMN_REACH = 4.0
"""Line heights. At this distance a line of the same column counts 1 / e of one that is near."""

ICON_WIDTH = 1.4
"""Line heights. An icon is at most that wide."""

LABEL_BESIDE, LABEL_BELOW, LABEL_HEIGHT = 1.5, 1.2, 0.85
"""Heights of the icon. A label starts at most that far to its right, or that far below. One that is below is
less high than LABEL_HEIGHT."""

MOST_SMALLER = 2.0
"""Binary logarithm. A line that is less than a quarter as high as others counts as a quarter as high."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a line.

    column: 1 if a line of the same column is near, falling to 0 with the distance. smaller: the binary
    logarithm of the median height of the others, divided by the height of the line, 0 to MOST_SMALLER.
    has_label: whether the line may be an icon, because a label starts beside or below it.
    """

    column: float = 0.0
    smaller: float = 0.0
    has_label: bool = False


def surroundings(box: NDArray[np.float32], others: Boxes) -> Surroundings:
    """The surroundings of a line. box: its bounding box, float32 (4,). others: the boxes of sure lines."""
    if not len(others):
        return Surroundings()
    height = max(float(box[3] - box[1]), 1.0)
    heights = np.maximum(others[:, 3] - others[:, 1], 1.0)
    return Surroundings(
        column=_column(box, others, np.abs(np.log2(heights / height)) < LIKE_HEIGHT),
        smaller=min(max(log2(_median(heights) / height), 0.0), MOST_SMALLER),
        has_label=_has_label(box, others),
    )


def _median(values: NDArray[np.float32]) -> float:
    """The median. `np.median` takes ten times as long for the lines of a page."""
    ordered, middle = np.sort(values), len(values) // 2
    return float((ordered[middle] + ordered[-1 - middle]) / 2)


def _column(box: NDArray[np.float32], others: Boxes, is_alike: NDArray[np.bool_]) -> float:
    """Whether one of the lines that are alike stands above or below, with an edge or the middle aligned."""
    height = max(float(box[3] - box[1]), 1.0)
    left, right = others[:, 0] - box[0], others[:, 2] - box[2]
    offset = np.minimum(np.minimum(np.abs(left), np.abs(right)), np.abs(left + right) / 2)
    distance = np.maximum(others[:, 1] - box[3], box[1] - others[:, 3]) / height
    in_column = is_alike & (offset < ALIGNED * height) & (distance > -ALIGNED)
    if not in_column.any():
        return 0.0
    return exp(-max(float(distance[in_column].min()), 0.0) / COLUMN_REACH)


def _has_label(box: NDArray[np.float32], others: Boxes) -> bool:
    left, top, right, bottom = box.tolist()
    height = max(bottom - top, 1.0)
    if right - left >= ICON_WIDTH * height:
        return False
    heights = others[:, 3] - others[:, 1]
    aside, below = others[:, 0] - right, others[:, 1] - bottom
    in_row = np.abs(others[:, 1] + others[:, 3] - top - bottom) / 2 < ALIGNED * np.maximum(heights, height)
    beside = in_row & (aside > -ALIGNED * height) & (aside < LABEL_BESIDE * height)
    is_centred = np.abs(others[:, 0] + others[:, 2] - left - right) / 2 < ALIGNED * height
    under = is_centred & (others[:, 1] > top) & (below < LABEL_BELOW * height)
    return bool((beside | (under & (heights < LABEL_HEIGHT * height))).any())
