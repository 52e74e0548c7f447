"""Pixels made ready for a network: page to canvas, crop to strip."""

import cv2
import numpy as np

from models.page import Image

CANVAS_STEP = 32
"""A detector halves its input five times, so both sides of a canvas are multiples of this."""

PADDING = 127
"""What the networks see as zero (they take pixel / 127.5 - 1)."""


def canvas_size(width: int, height: int, side: int, pixels: int) -> tuple[int, int]:
    """Width and height of the canvas on which a page of that size is searched for text.

    A page whose shorter side is below `side` is enlarged to it, one of more than `pixels` pixels is shrunk
    to that many; both keep the aspect ratio up to the rounding to whole canvas steps.
    """
    scale = max(1.0, side / min(width, height))
    scale = min(scale, (pixels / (width * height)) ** 0.5)
    return _to_step(width * scale), _to_step(height * scale)


def _to_step(length: float) -> int:
    return max(CANVAS_STEP, round(length / CANVAS_STEP) * CANVAS_STEP)


def resized(image: Image, width: int, height: int) -> Image:
    """The picture at that size; averaged where it shrinks to half or less, so that thin strokes stay."""
    if image.shape[:2] == (height, width):
        return image
    shrinks = 2 * height <= image.shape[0]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(image, (width, height), interpolation=method).astype(np.uint8, copy=False)


def strip(image: Image, height: int, width: int, longest: int) -> Image:
    """The crop scaled to `height` and at most `longest` wide, on the left of a grey strip `width` wide.

    Returns uint8 (height, width, 3) BGR.
    """
    rows, columns = image.shape[:2]
    scaled = min(longest, max(1, round(columns * height / rows)))
    target = np.full((height, width, 3), PADDING, np.uint8)
    target[:, :scaled] = resized(image, scaled, height)
    return target
