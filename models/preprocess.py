"""The inputs of the networks: a canvas holds a page for the detector, a strip holds a crop for the others."""

from math import log

import cv2
import numpy as np

from models.catalog.detector_parameters import CanvasRule
from models.page import Image, Size

CANVAS_STEP = 32
"""Pixels. The sides of a canvas are multiples of this, because a detector halves its input five times."""

BASE_PIXELS, PIXEL_STEP = 400_000, 1.25
"""A canvas has BASE_PIXELS * PIXEL_STEP**n pixels, n a whole number, up to the rounding to CANVAS_STEP;
docs/decisions/0023."""

ASPECT_STEP = 1.25
"""A canvas has the aspect ratio ASPECT_STEP**n, n a whole number. Text is stretched by an eighth at most."""

PADDING = 127
"""The grey level (0 to 255) of the padding. After normalisation it is about zero."""


def canvas_size(width: int, height: int, rule: CanvasRule) -> Size:
    """Width and height in pixels of the canvas for the first pass over a page of that size.

    The page's aspect ratio is kept up to the rounding of `canvas_near`.
    """
    scale = max(1.0, rule.min_side / min(width, height))
    pixels = min(scale**2 * width * height, pixel_budget(width, height, rule))
    return canvas_near(width, height, pixels)


def pixel_budget(width: int, height: int, rule: CanvasRule) -> float:
    """The largest number of pixels of the canvas for the first pass over a page of that size."""
    return min(max(rule.pixels, width * height / rule.reduction), rule.max_pixels)


def canvas_near(width: int, height: int, pixels: float) -> Size:
    """Width and height of the canvas nearest to a page's aspect ratio and to a number of pixels.

    There are few canvas sizes, because OpenVINO needs 40 ms to prepare for each; docs/decisions/0023.
    """
    level = round(log(pixels / BASE_PIXELS, PIXEL_STEP))
    return canvas_at(level, round(log(width / height, ASPECT_STEP)))


def canvas_at(level: int, aspect: int) -> Size:
    """Width and height of the canvas `level` steps above BASE_PIXELS, `aspect` steps wider than a square."""
    pixels, ratio = BASE_PIXELS * PIXEL_STEP**level, ASPECT_STEP**aspect
    return _to_step((pixels * ratio) ** 0.5), _to_step((pixels / ratio) ** 0.5)


def _to_step(length: float) -> int:
    return max(CANVAS_STEP, round(length / CANVAS_STEP) * CANVAS_STEP)


def resized(image: Image, width: int, height: int) -> Image:
    """The picture at that size. Halving the height or more averages pixels, so that thin strokes stay."""
    if image.shape[:2] == (height, width):
        return image
    is_halved = 2 * height <= image.shape[0]
    method = cv2.INTER_AREA if is_halved else cv2.INTER_LINEAR
    return cv2.resize(image, (width, height), interpolation=method).astype(np.uint8, copy=False)


def scaled_width(width: int, height: int, target_height: int) -> int:
    """The width in pixels, at least 1, of a crop of that size once it is scaled to `target_height`."""
    return max(1, round(width * target_height / height))


def scaled_to_height(image: Image, height: int) -> Image:
    """The picture scaled to a height in pixels. The aspect ratio is kept."""
    return resized(image, scaled_width(image.shape[1], image.shape[0], height), height)


def strip(image: Image, height: int, width: int) -> Image:
    """A crop scaled to `height`, with grey padding on its right. One that is too long is squeezed to `width`.

    Returns uint8 (height, width, 3) BGR.
    """
    rows, columns = image.shape[:2]
    scaled = min(width, scaled_width(columns, rows, height))
    target = np.full((height, width, 3), PADDING, np.uint8)
    target[:, :scaled] = resized(image, scaled, height)
    return target
