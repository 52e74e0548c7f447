"""Strips for the font network. A strip is the crop of one text line, scaled to a height of 48 pixels.

The network's input is grey: bright text on dark background, at full contrast, padded to one of a few widths.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from models.catalog.catalog import embedder_model
from models.page import Image
from models.preprocess import resized, scaled_width

HEIGHT: Final = embedder_model().parameters.strip_height
"""Height of a strip in pixels, from the network's entry in the model catalog."""

WIDTHS: Final = (96, 192, 320)
"""Input widths of the network in pixels. A longer line is cropped to its middle 320 pixels."""

EDGE_ROWS = 3
"""Number of rows at the top and at the bottom from which the brightness of the background is estimated."""

LOW_QUANTILE, HIGH_QUANTILE = 0.02, 0.98
"""The darkest 2 % of the pixels become black and the brightest 2 % white, because they may be noise."""

Grey = NDArray[np.uint8]


def scaled(crop: Image) -> Image:
    """Scales a crop, uint8 (height, width, 3), BGR, to a strip. Adds no padding, unlike the recognizer."""
    rows, columns = crop.shape[:2]
    return resized(crop, scaled_width(columns, rows, HEIGHT), HEIGHT)


def bucket(width: int) -> int:
    """Returns the network's input width for a strip of this width."""
    return next((bucket for bucket in WIDTHS if width <= bucket), WIDTHS[-1])


def network_input(strip: Image) -> Grey:
    """Converts a strip, uint8 (48, width, 3), BGR, to the network's input: uint8 (48, input width), grey.

    Text of any colour becomes white on black. Padding is black and at the right.
    """
    width = strip.shape[1]
    target = np.zeros((HEIGHT, bucket(width)), np.uint8)
    left = max(0, width - WIDTHS[-1]) // 2
    middle = strip[:, left : left + WIDTHS[-1]]
    target[:, : middle.shape[1]] = normalized(middle)
    return target


def normalized(strip: Image) -> Grey:
    """Converts a strip to grey, bright text on a dark background, at full contrast: uint8 (48, width)."""
    grey = _principal_grey(strip)
    cumulative = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel())
    low, high = np.searchsorted(cumulative, (LOW_QUANTILE * cumulative[-1], HIGH_QUANTILE * cumulative[-1]))
    edges = np.concatenate([grey[:EDGE_ROWS], grey[-EDGE_ROWS:]])
    levels = (np.arange(256, dtype=np.float32) - low) / max(1, high - low)
    if 2 * float(np.median(edges)) > low + high:
        levels = 1 - levels
    return cv2.LUT(grey, (levels.clip(0, 1) * 255).astype(np.uint8)).astype(np.uint8, copy=False)


def _principal_grey(strip: Image) -> Grey:
    """Projects the colours onto their first principal axis: uint8 (48, width).

    Luma alone would lose red text on a green background of equal brightness.
    """
    pixels = strip[::2, ::3].reshape(-1, 3).astype(np.float32)
    pixels -= pixels.mean(axis=0)
    axis = np.linalg.eigh(pixels.T @ pixels)[1][:, -1]
    weights = axis / np.abs(axis).sum()
    shift = -255 * float(weights[weights < 0].sum())
    mixed = cv2.transform(strip, np.append(weights, shift).astype(np.float32).reshape(1, 4))
    return np.asarray(mixed, np.uint8)
