"""Quads: ordering their corners, measuring them, growing them, and cutting upright crops.

One quad is measured in Python: on four corners numpy takes several times longer.
"""

from math import atan2, floor, hypot

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image, Quad

UPRIGHT_TOLERANCE = 1.0
"""A side that leaves the axis by less than this, in pixels, is cut by slicing instead of by warping."""


def clockwise(corners: NDArray[np.float32]) -> Quad:
    """The four corners of a rectangle, clockwise, starting at the one nearest the picture's top-left.

    Right for rectangles rotated by less than 45°. Beyond that, the direction of the text decides; see
    `rotated_corners`.
    """
    points = corners.tolist()
    across, down = sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4
    ordered = sorted(points, key=lambda point: atan2(point[1] - down, point[0] - across))
    start = ordered.index(min(ordered, key=sum))
    return np.array(ordered[start:] + ordered[:start], np.float32)


def rotated_corners(quad: Quad, quarters: int) -> Quad:
    """The same quad whose first corner is `quarters` corners further on, clockwise."""
    return np.roll(quad, -quarters, axis=0)


def lying(quad: Quad) -> Quad:
    """The same quad whose first side is a longer one."""
    width, height = side_lengths(quad)
    return quad if width >= height else rotated_corners(quad, 1)


def side_lengths(quad: Quad) -> tuple[float, float]:
    """Width and height in pixels: the longer of each pair of opposite sides."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.tolist()
    return (
        max(hypot(bx - ax, by - ay), hypot(dx - cx, dy - cy)),
        max(hypot(cx - bx, cy - by), hypot(ax - dx, ay - dy)),
    )


def grown_rectangle(
    rectangle: tuple[tuple[float, float], tuple[float, float], float], ratio: float
) -> tuple[tuple[float, float], tuple[float, float], float]:
    """The rotated rectangle (centre, size, angle) moved outwards by area * ratio / perimeter on every side.

    Offsetting a rectangle's outline by d with round joins and taking the minimal-area rectangle of the
    result gives the same centre and angle and sides longer by 2d. Source of the distance: DBNet,
    arXiv:1911.08947, section 3.5.
    """
    centre, (width, height), angle = rectangle
    distance = width * height * ratio / (2 * (width + height))
    return centre, (width + 2 * distance, height + 2 * distance), angle


def within(quad: Quad, width: int, height: int) -> Quad:
    """The quad with every corner moved inside a picture of that size."""
    return np.clip(quad, 0, np.array([width, height], np.float32))


def between(quad: Quad, start: float, end: float) -> Quad:
    """The part of a quad from one share of its reading direction to another, both 0 to 1."""
    shares = np.array([[start], [end]], np.float32)
    upper = quad[0] + shares * (quad[1] - quad[0])
    lower = quad[3] + shares * (quad[2] - quad[3])
    return np.concatenate([upper, lower[::-1]])


def middle(quad: Quad, aspect: float) -> Quad:
    """The middle part of a quad that is longer than that many times its height, or all of it."""
    width, height = side_lengths(quad)
    beside = max(0.0, 1 - aspect * height / width) / 2
    return between(quad, beside, 1 - beside)


def heightened(quads: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """Quads whose shorter sides reach further by that share of themselves at either end.

    quads: float32 (quads, 4, 2), and so is what comes back.
    """
    across, down = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    is_tall = np.linalg.norm(down, axis=1) > np.linalg.norm(across, axis=1)
    corners = np.where(is_tall[:, None, None], quads[:, [1, 0, 3, 2]], quads[:, [3, 2, 1, 0]])
    return quads + np.float32(share) * (quads - corners)


def outline(quad: Quad, width: int, height: int) -> Quad:
    """What a crop of the quad shows of a picture of that size, to less than a pixel.

    A crop that is cut by slicing ends at the picture's edge; one that is cut by warping does not.
    """
    return within(quad, width, height) if _is_upright(quad) else quad


def crop_size(quad: Quad, width: int, height: int) -> tuple[int, int]:
    """Width and height of what `crop` cuts out of a picture of that size."""
    if not _is_upright(quad):
        return _warped_size(quad)
    left, top, right, bottom = _box(quad, width, height)
    return right - left, bottom - top


def crop(image: Image, quad: Quad) -> Image:
    """The pixels of one quad, upright, at their own scale: uint8 (height, width, 3) BGR, both at least 1."""
    if _is_upright(quad):
        left, top, right, bottom = _box(quad, image.shape[1], image.shape[0])
        return image[top:bottom, left:right]
    width, height = _warped_size(quad)
    target = np.array([[0, 0], [width, 0], [width, height]], np.float32)
    turn = cv2.getAffineTransform(np.ascontiguousarray(quad[:3]), target)
    return cv2.warpAffine(
        image, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8, copy=False)


def _is_upright(quad: Quad) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.tolist()
    rises_right = bx >= ax and dy >= ay
    slack = max(abs(ay - by), abs(dy - cy), abs(ax - dx), abs(bx - cx))
    return bool(rises_right and slack < UPRIGHT_TOLERANCE)


def _warped_size(quad: Quad) -> tuple[int, int]:
    width, height = side_lengths(quad)
    return max(1, round(width)), max(1, round(height))


def _box(quad: Quad, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of an upright quad in whole pixels, inside a picture of that size."""
    across, down = zip(*quad.tolist(), strict=True)
    left, right = floor(min(across) + 0.5), floor(max(across) + 0.5)
    top, bottom = floor(min(down) + 0.5), floor(max(down) + 0.5)
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)
