"""Rotating a page upright, and mapping its quads back."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image, Quad

QUARTER_TOLERANCE = 0.5
"""Degrees. An angle this close to a multiple of 90° is rounded to it, so that no pixel is interpolated."""

MARGIN = 0.02
"""Share of the longer side of a page's text. At other angles the page is cut to its text and this margin."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rotation:
    """An affine map from a page to its upright version, which is `width` by `height` pixels large.

    `matrix`: float64, (2, 3). Coordinates are counted from the edges of pixels, not from their centres.
    """

    matrix: Matrix
    width: int
    height: int

    def to_upright(self, page: Image) -> Image:
        """The upright page: uint8 (height, width, 3) BGR. Points outside of the page repeat its edge."""
        linear = self.matrix[:, :2]
        between_centres = np.column_stack([linear, self.matrix[:, 2] + linear @ (0.5, 0.5) - 0.5])
        size = (self.width, self.height)
        return cv2.warpAffine(
            page, between_centres, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ).astype(np.uint8, copy=False)

    def to_original(self, quad: Quad) -> Quad:
        """Map a quad of the upright page to the original page. The first corner stays the first."""
        inverse = cv2.invertAffineTransform(self.matrix)
        return (quad @ inverse[:, :2].T + inverse[:, 2]).astype(np.float32)


def rotation_of(width: int, height: int, quads: Sequence[Quad], degrees: float) -> Rotation:
    """The rotation that makes a page upright, if its text runs at `degrees` clockwise from the horizontal.

    width, height: the size of the page in pixels. quads: the places of its lines. A rotation by a multiple of
    90° keeps the whole page. Any other rotation keeps the area of the quads and a margin.
    """
    nearest = round(degrees / 90) * 90
    is_multiple = abs(degrees - nearest) < QUARTER_TOLERANCE
    linear = _counterclockwise(nearest if is_multiple else degrees)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ linear.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    if not is_multiple:
        text = np.concatenate(quads) @ linear.T
        margin = MARGIN * np.ptp(text, axis=0).max()
        low, high = np.maximum(low, text.min(axis=0) - margin), np.minimum(high, text.max(axis=0) + margin)
    size = np.maximum(np.round(high - low), 1).astype(int)
    return Rotation(np.column_stack([linear, -low]), int(size[0]), int(size[1]))


def _counterclockwise(degrees: float) -> Matrix:
    """The matrix of a rotation where y grows downwards. Exact for multiples of 90°."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    if degrees % 90 == 0:
        cosine, sine = round(cosine), round(sine)
    return np.array([[cosine, sine], [-sine, cosine]], np.float64)
