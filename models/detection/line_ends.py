"""Line ends: detached marks beyond the ends of a line, such as a colon, join its quad; docs/decisions/0057.

A detector ends a region at a wide gap, and a small mark behind the gap gives no region of its own. The mark
is visible in the pixels: one small piece of ink close to the line, with empty space behind it.
"""

from collections.abc import Callable, Sequence
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from models.geometry import between, crop, longer_side_first, rotated_corners, side_lengths
from models.ink import MIN_CONTRAST, Mask, gaps, ink
from models.page import Image, Quad

INSIDE = 1.0
"""Line heights. So much of the line is looked at, to measure the gap from its last ink."""

MAX_GAP = 1.0
"""Line heights. The largest gap between a line and its mark. Forms and receipts print labels with a blank
before the colon."""

MAX_WIDTH, MAX_HEIGHT = 0.5, 0.5
"""Line heights. The largest mark. A colon, a quote or a dash is smaller; a letter, a digit, a bracket and the
rule of a table are higher than half of a region."""

MIN_CLEAR = 0.35
"""Line heights. The least empty space behind a mark. Letters of a word are nearer to each other."""

MIN_PIXELS = 2
"""A mark has at least so many pixels of ink. A single pixel is noise."""

PADDING = 0.12
"""Line heights. The room behind a mark that the quad gets."""


IsTaken = Callable[[NDArray[np.float32]], bool]


def with_marks(picture: Image, quads: Sequence[Quad]) -> list[Quad]:
    """The quads, each with the detached marks at both ends of its longer side.

    picture: uint8 (height, width, 3) BGR. A mark that lies in another quad stays there.
    """
    if not quads:
        return []
    corners = np.stack(quads)
    boxes = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
    candidates = zip(quads, *_have_contrast(picture, [*map(longer_side_first, quads)]), strict=True)
    return [
        _with_marks(picture, quad, partial(_is_in_other, boxes, i), before, after)
        if before or after
        else quad
        for i, (quad, before, after) in enumerate(candidates)
    ]


def _have_contrast(picture: Image, quads: Sequence[Quad]) -> tuple[list[bool], list[bool]]:
    """Whether the picture shows anything before each quad, and whether it does behind it.

    Every second row of the upright rectangle around the place of a mark is looked at.
    """
    first, second, third, fourth = np.stack(quads, axis=1)
    along = second - first
    length = np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1)
    reach = along / length * (MAX_GAP + MAX_WIDTH) * np.linalg.norm(fourth - first, axis=1, keepdims=True)
    before = np.stack([first - reach, first, fourth - reach, fourth])
    after = np.stack([second, second + reach, third, third + reach])
    height, width = picture.shape[:2]
    lows, highs = (
        np.clip(np.round(extreme), 0, (width, height)).astype(int).tolist()
        for extreme in (
            np.concatenate([before.min(axis=0), after.min(axis=0)]),
            np.concatenate([before.max(axis=0), after.max(axis=0)]),
        )
    )
    found = [
        _has_contrast(picture[top:bottom:2, left:right])
        for (left, top), (right, bottom) in zip(lows, highs, strict=True)
    ]
    return found[: len(quads)], found[len(quads) :]


def _with_marks(picture: Image, quad: Quad, is_taken: IsTaken, before: bool, after: bool) -> Quad:
    """The quad with its marks. is_taken: whether a point, float32 (2,), belongs to another quad.

    before, after: whether the picture shows anything there.
    """
    horizontal = longer_side_first(quad)
    growth = [
        _growth(picture, horizontal, is_taken, at_start=at_start) if has_contrast else 0.0
        for has_contrast, at_start in ((before, True), (after, False))
    ]
    if not any(growth):
        return quad
    longer = between(horizontal, -growth[0], 1 + growth[1])
    return longer if quad is horizontal else rotated_corners(longer, 3)


def _growth(picture: Image, quad: Quad, is_taken: IsTaken, *, at_start: bool) -> float:
    """The share of its length by which a quad must grow at one end to contain a mark. 0 without a mark."""
    length, height = side_lengths(quad)
    unit = height / length

    def beyond_end(first: float, last: float) -> Quad:
        """The part between two distances from the end, as shares of the length. Less than 0 is inside."""
        return between(quad, -last, -first) if at_start else between(quad, 1 + first, 1 + last)

    inside = min(1.0, INSIDE * unit)
    pixels = crop(picture, beyond_end(-inside, (MAX_GAP + MAX_WIDTH + MIN_CLEAR) * unit))
    outwards = np.asarray(cv2.flip(pixels, 1), np.uint8) if at_start else pixels
    mark = _mark(ink(outwards), round(inside * length), height)
    if not mark:
        return 0.0
    start, end = (place / length for place in mark)
    return 0.0 if is_taken(beyond_end(start, end).mean(axis=0)) else end + PADDING * unit


def _has_contrast(pixels: Image) -> bool:
    """Whether two pixels differ by more than MIN_CONTRAST in one colour channel."""
    if int(pixels.max(initial=0)) - int(pixels.min(initial=255)) <= MIN_CONTRAST:
        return False  # most pages are grey there, which this shows in a third of the time
    channels = np.ascontiguousarray(pixels.reshape(-1, 3).T)
    return bool((channels.max(axis=1) - channels.min(axis=1)).max() > MIN_CONTRAST)


def _is_in_other(boxes: NDArray[np.float32], own: int, point: NDArray[np.float32]) -> bool:
    """Whether a point lies in a box other than `own`. boxes: float32 (n, 4), the lowest x and y first."""
    inside = np.flatnonzero(((boxes[:, :2] <= point) & (point <= boxes[:, 2:])).all(axis=1))
    return bool((inside != own).any())


def _mark(mask: Mask, line_end: int, height: float) -> tuple[int, int] | None:
    """The distances in pixels from the end of a line to the start and the end of its mark.

    mask: the ink around the end of the line, with the line on the left. line_end: the column of its end.
    """
    columns = np.asarray(mask.any(axis=0))
    empty = [(start, end) for start, end in gaps(columns).tolist() if end >= line_end]
    mark_end = next((start for start, end in empty[1:] if end - start >= MIN_CLEAR * height), None)
    if mark_end is None or not columns[:line_end].any():
        return None
    gap_start, mark_start = empty[0]
    is_near = mark_start - gap_start <= MAX_GAP * height and mark_end - mark_start <= MAX_WIDTH * height
    if not (is_near and _is_small(mask[:, mark_start:mark_end])):
        return None
    return mark_start - line_end, mark_end - line_end


def _is_small(mark: Mask) -> bool:
    rows = np.flatnonzero(mark.any(axis=1))
    return bool(rows[-1] - rows[0] + 1 <= MAX_HEIGHT * len(mark) and mark.sum() >= MIN_PIXELS)
