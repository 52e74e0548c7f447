"""Nested regions: a sign that the network joined the characters of several lines wrongly."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.geometry import side_lengths
from models.page import Quad

BLOCK = 512
"""Quads. So many centres are compared with all boxes at once. 8,000 lines take 13 MB, in one block 256 MB."""

Numbers = NDArray[np.float32]


def has_nested(quads: Sequence[Quad]) -> bool:
    """Whether the centre of a quad lies in a quad of larger area. Regions of whole lines are never nested.

    Lines of widely spaced characters are sometimes joined to a block, with pieces of its lines inside it.
    """
    return bool(quads) and any(_is_nested(quads[i], quads[j]) for i, j in _in_boxes(np.stack(quads)))


def _in_boxes(corners: Numbers) -> Iterator[tuple[int, int]]:
    """Pairs of a quad and another one whose box has the centre of the first. corners: float32 (n, 4, 2)."""
    low, high, centres = corners.min(axis=1), corners.max(axis=1), corners.mean(axis=1)
    for start in range(0, len(corners), BLOCK):
        x, y = centres[start : start + BLOCK, :, np.newaxis].transpose(1, 0, 2)
        is_inside = (low[:, 0] < x) & (x < high[:, 0]) & (low[:, 1] < y) & (y < high[:, 1])
        yield from ((start + i, j) for i, j in np.argwhere(is_inside).tolist() if start + i != j)


def _is_nested(quad: Quad, other: Quad) -> bool:
    x, y = quad.mean(axis=0).tolist()
    return _area(other) > _area(quad) and cv2.pointPolygonTest(other, (x, y), measureDist=False) > 0


def _area(quad: Quad) -> float:
    width, height = side_lengths(quad)
    return width * height
