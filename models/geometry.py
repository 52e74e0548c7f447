"""Quads: the order of their corners, their sizes, growing and clipping them, and cutting upright crops.

A single quad is measured in plain Python, because numpy takes three to twelve times as long for four corners.
"""

from collections.abc import Sequence
from math import atan2, floor, hypot

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image, Quad

UPRIGHT_TOLERANCE = 1.0
"""Pixels. A quad whose sides deviate from the axes by less than this is cut by slicing, not by warping."""

Boxes = NDArray[np.float32]
"""Left, top, right and bottom in pixels: float32 (boxes, 4)."""


def boxes_of(quads: Sequence[Quad]) -> Boxes:
    """The upright bounding boxes of quads."""
    corners = np.reshape(np.asarray(quads, np.float32), (-1, 4, 2))
    return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)


def clockwise(corners: NDArray[np.float32]) -> Quad:
    """The four corners of a rectangle, clockwise from the one nearest to the picture's top left.

    In text that is rotated by less than 45° this is the text's own first corner. Text that is rotated further
    starts at another corner; `rotated_corners` makes that one the first.
    """
    points = corners.tolist()
    middle_x, middle_y = sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4
    ordered = sorted(points, key=lambda point: atan2(point[1] - middle_y, point[0] - middle_x))
    start = ordered.index(min(ordered, key=sum))
    return np.array(ordered[start:] + ordered[:start], np.float32)


def rotated_corners(quad: Quad, quarters: int) -> Quad:
    """The same quad, starting `quarters` corners further clockwise."""
    return np.roll(quad, -quarters, axis=0) if quarters else quad


def longer_side_first(quad: Quad) -> Quad:
    """The same quad, with a longer side between its first and its second corner."""
    width, height = side_lengths(quad)
    return quad if width >= height else rotated_corners(quad, 1)


def side_lengths(quad: Quad) -> tuple[float, float]:
    """Width and height in pixels. Each is the longer one of two opposite sides."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.tolist()
    return (
        max(hypot(bx - ax, by - ay), hypot(dx - cx, dy - cy)),
        max(hypot(cx - bx, cy - by), hypot(ax - dx, ay - dy)),
    )


def grown_rectangle(
    rectangle: tuple[tuple[float, float], tuple[float, float], float], ratio: float
) -> tuple[tuple[float, float], tuple[float, float], float]:
    """A rotated rectangle (centre, size, angle) that has grown by area * ratio / perimeter on every side.

    DBNet offsets the outline by that distance d with round joins, and takes the rectangle of least area
    around the result (arXiv:1911.08947, section 3.5). The result for a rectangle has the same centre and
    angle, and each side is 2d longer.
    """
    centre, (width, height), angle = rectangle
    distance = width * height * ratio / (2 * (width + height))
    return centre, (width + 2 * distance, height + 2 * distance), angle


def clipped(quad: Quad, width: int, height: int) -> Quad:
    """The quad with its corners clipped to a picture of that size in pixels."""
    return np.minimum(np.maximum(quad, 0), np.array([width, height], np.float32))


def between(quad: Quad, start: float, end: float) -> Quad:
    """The part of a quad between two positions along its first side, both 0 to 1."""
    shares = np.array([[start], [end]], np.float32)
    upper = quad[0] + shares * (quad[1] - quad[0])
    lower = quad[3] + shares * (quad[2] - quad[3])
    return np.concatenate([upper, lower[::-1]])


def middle(quad: Quad, aspect: float) -> Quad:
    """The middle part of a quad, at most `aspect` times as wide as high. A shorter quad is kept whole."""
    width, height = side_lengths(quad)
    start = max(0.0, 1 - aspect * height / width) / 2
    return between(quad, start, 1 - start)


def with_line_margin(quads: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """Quads that are extended beyond both longer sides, by a share of the length of the shorter sides.

    quads: float32 (n, 4, 2). Returns float32 (n, 4, 2).
    """
    first, last = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    is_tall = np.linalg.norm(last, axis=1) > np.linalg.norm(first, axis=1)
    opposite = np.where(is_tall[:, None, None], quads[:, [1, 0, 3, 2]], quads[:, [3, 2, 1, 0]])
    return quads + np.float32(share) * (quads - opposite)


def crop_outline(quad: Quad, width: int, height: int) -> Quad:
    """The area that `crop` cuts out of a picture of that size, exact to less than a pixel.

    A crop of an upright quad ends at the picture's edge. A crop of any other quad does not.
    """
    return clipped(quad, width, height) if _is_upright(quad) else quad


def crop_size(quad: Quad, width: int, height: int) -> tuple[int, int]:
    """Width and height in pixels of the crop that `crop` cuts out of a picture of that size."""
    if not _is_upright(quad):
        return _warped_size(quad)
    left, top, right, bottom = _box(quad, width, height)
    return right - left, bottom - top


def crop(image: Image, quad: Quad) -> Image:
    """The pixels of a quad, rotated upright and not scaled: uint8 (height, width, 3) BGR, not empty."""
    if _is_upright(quad):
        left, top, right, bottom = _box(quad, image.shape[1], image.shape[0])
        return image[top:bottom, left:right]
    width, height = _warped_size(quad)
    target = np.array([[0, 0], [width, 0], [width, height]], np.float32)
    transform = cv2.getAffineTransform(np.ascontiguousarray(quad[:3]), target)
    return cv2.warpAffine(
        image, transform, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8, copy=False)


def _is_upright(quad: Quad) -> bool:
    """Whether the first corner is the top left one and all sides follow the axes."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.tolist()
    is_ordered = bx >= ax and dy >= ay
    deviation = max(abs(ay - by), abs(dy - cy), abs(ax - dx), abs(bx - cx))
    return bool(is_ordered and deviation < UPRIGHT_TOLERANCE)


def _warped_size(quad: Quad) -> tuple[int, int]:
    width, height = side_lengths(quad)
    return max(1, round(width)), max(1, round(height))


def _box(quad: Quad, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of an upright quad, rounded to pixels and clipped to the picture.

    `width` and `height` are those of the picture. The box has at least one pixel.
    """
    xs, ys = zip(*quad.tolist(), strict=True)
    left, right = floor(min(xs) + 0.5), floor(max(xs) + 0.5)
    top, bottom = floor(min(ys) + 0.5), floor(max(ys) + 0.5)
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)
