"""Pixels made ready for a network: page to canvas, crop to strip."""

from math import log

import cv2
import numpy as np

from models.catalog.parameters import CanvasRule
from models.page import Image, Size

CANVAS_STEP = 32
"""A detector halves its input five times, so both sides of a canvas are multiples of this."""

LEVEL, PIXEL_STEP = 400_000, 1.25
"""Canvases have so many pixels, or by whole steps more or fewer."""

SHAPE_STEP = 1.25
"""How much wider one canvas is than the next narrower one: text is stretched by half of it at most."""

PADDING = 127
"""What the networks see as zero (they take pixel / 127.5 - 1)."""


def canvas_size(width: int, height: int, rule: CanvasRule) -> Size:
    """Width and height of the canvas on which a page is searched for text.

    The page's aspect ratio is kept up to the rounding of `shaped`.
    """
    scale = max(1.0, rule.min_side / min(width, height))
    return shaped(width, height, min(scale**2 * width * height, pixel_budget(width, height, rule)))


def pixel_budget(width: int, height: int, rule: CanvasRule) -> float:
    """How many pixels the canvas of a page has at most."""
    return min(max(rule.pixels, width * height / rule.reduction), rule.max_pixels)


def shaped(width: int, height: int, pixels: float) -> Size:
    """Width and height of a canvas of about so many pixels, in about the shape of a page, in whole steps.

    Pixels and shape are rounded so that there are few canvases: a runtime prepares each for long.
    """
    return canvas_of(round(log(pixels / LEVEL, PIXEL_STEP)), round(log(width / height, SHAPE_STEP)))


def canvas_of(level: int, shape: int) -> Size:
    """Width and height of a canvas: `level` steps larger than LEVEL, `shape` steps wider than a square."""
    pixels, ratio = LEVEL * PIXEL_STEP**level, SHAPE_STEP**shape
    return _to_step((pixels * ratio) ** 0.5), _to_step((pixels / ratio) ** 0.5)


def _to_step(length: float) -> int:
    return max(CANVAS_STEP, round(length / CANVAS_STEP) * CANVAS_STEP)


def resized(image: Image, width: int, height: int) -> Image:
    """The picture at that size; averaged where it shrinks to half or less, so that thin strokes stay."""
    if image.shape[:2] == (height, width):
        return image
    shrinks = 2 * height <= image.shape[0]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(image, (width, height), interpolation=method).astype(np.uint8, copy=False)


def scaled_width(width: int, height: int, target_height: int) -> int:
    """How wide a crop of that size is once it is scaled to `target_height`, at least 1."""
    return max(1, round(width * target_height / height))


def scaled_to_height(image: Image, height: int) -> Image:
    """The picture scaled to that height in pixels, with its aspect ratio."""
    return resized(image, scaled_width(image.shape[1], image.shape[0], height), height)


def strip(image: Image, height: int, width: int) -> Image:
    """The crop scaled to `height`, squeezed where it is longer than `width`, on the left of a grey strip.

    Returns uint8 (height, width, 3) BGR.
    """
    rows, columns = image.shape[:2]
    scaled = min(width, scaled_width(columns, rows, height))
    target = np.full((height, width, 3), PADDING, np.uint8)
    target[:, :scaled] = resized(image, scaled, height)
    return target
