"""A rotation: a page that is turned by any angle, held upright, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image, Quad

LEVEL = 0.5
"""Degrees by which a page on its side may seem to lean: it is turned by quarters, pixel for pixel."""

MARGIN = 0.02
"""How much of a leaning page is kept beyond its text on every side, as a share of the text's longer side."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rotation:
    """Where the points of a page lie when it is held upright, on a page of that width and height in pixels.

    `matrix`: float64, (2, 3), affine; coordinates count from the edges of pixels, not from their middles.
    """

    matrix: Matrix
    width: int
    height: int

    def upright(self, page: Image) -> Image:
        """The page held upright: uint8 (height, width, 3) BGR; where it ends before, its edge goes on."""
        linear = self.matrix[:, :2]
        of_middles = np.column_stack([linear, self.matrix[:, 2] + linear @ (0.5, 0.5) - 0.5])
        size = (self.width, self.height)
        return cv2.warpAffine(
            page, of_middles, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ).astype(np.uint8, copy=False)

    def back(self, quad: Quad) -> Quad:
        """A quad of the upright page, as it lies on the page itself, from the same corner on."""
        inverse = cv2.invertAffineTransform(self.matrix)
        return (quad @ inverse[:, :2].T + inverse[:, 2]).astype(np.float32)


def rotation_of(width: int, height: int, quads: Sequence[Quad], degrees: float) -> Rotation:
    """The rotation of a page of that size whose text runs in that direction, in degrees with the clock.

    A page that stands on one of its sides is kept whole, another as far as its quads reach.
    """
    quarters = round(degrees / 90) * 90
    stands = abs(degrees - quarters) < LEVEL
    turning = _turning(quarters if stands else degrees)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ turning.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    if not stands:
        text = np.concatenate(quads) @ turning.T
        margin = MARGIN * np.ptp(text, axis=0).max()
        low, high = np.maximum(low, text.min(axis=0) - margin), np.minimum(high, text.max(axis=0) + margin)
    size = np.maximum(np.round(high - low), 1).astype(int)
    return Rotation(np.column_stack([turning, -low]), int(size[0]), int(size[1]))


def _turning(degrees: float) -> Matrix:
    """Turns points against the clock, as y grows downwards; exact for quarters."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    if degrees % 90 == 0:
        cosine, sine = round(cosine), round(sine)
    return np.array([[cosine, sine], [-sine, cosine]], np.float64)
