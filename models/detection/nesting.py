"""Nested regions: a sign that the network joined the characters of several lines wrongly."""

from collections.abc import Sequence

import cv2
import numpy as np

from models.geometry import side_lengths
from models.page import Quad


def has_nested(quads: Sequence[Quad]) -> bool:
    """Whether the centre of a quad lies in a quad of larger area. Regions of whole lines are never nested.

    Lines of widely spaced characters are sometimes joined to a block, with pieces of its lines inside it.
    """
    if len(quads) < 2:
        return False
    corners = np.stack(quads)
    centres = corners.mean(axis=1)[:, np.newaxis]
    is_in_box = ((corners.min(axis=1) < centres) & (centres < corners.max(axis=1))).all(axis=2)
    np.fill_diagonal(is_in_box, val=False)
    return any(_is_nested(quads[i], quads[j]) for i, j in np.argwhere(is_in_box))


def _is_nested(quad: Quad, other: Quad) -> bool:
    x, y = quad.mean(axis=0).tolist()
    return _area(other) > _area(quad) and cv2.pointPolygonTest(other, (x, y), measureDist=False) > 0


def _area(quad: Quad) -> float:
    width, height = side_lengths(quad)
    return width * height
