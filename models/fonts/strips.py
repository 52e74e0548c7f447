"""Strips made ready for the font network: text bright on dark, in full contrast, of one of a few widths."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image
from models.preprocess import resized, scaled_width

HEIGHT: Final = 48
WIDTHS: Final = (96, 192, 320)
"""Widths that the network takes. A line that is longer than the last shows its middle: by then it has said
which font it is set in."""

EDGE = 3
"""So many rows at the top and at the bottom of a strip show its ground rather than its text."""

LOW, HIGH = 0.02, 0.98
"""These shares of the pixels are the ends of the scale: what lies beyond is noise."""

Grey = NDArray[np.uint8]


def scaled(crop: Image) -> Image:
    """The strip of a line's crop, uint8 (height, width, 3) BGR, without the grey that recognizers get."""
    rows, columns = crop.shape[:2]
    return resized(crop, scaled_width(columns, rows, HEIGHT), HEIGHT)


def bucket(width: int) -> int:
    """The width at which a strip that is so wide is looked at."""
    return next((bucket for bucket in WIDTHS if width <= bucket), WIDTHS[-1])


def prepared(strip: Image) -> Grey:
    """What the network sees of a line's strip, uint8 (48, width, 3) BGR: uint8 (48, bucket) of grey.

    The ground is black and the text white whatever their colours were; to the right of the text it is black.
    """
    width = strip.shape[1]
    target = np.zeros((HEIGHT, bucket(width)), np.uint8)
    left = max(0, width - WIDTHS[-1]) // 2
    shown = strip[:, left : left + WIDTHS[-1]]
    target[:, : shown.shape[1]] = stretched(shown)
    return target


def stretched(strip: Image) -> Grey:
    """The strip in grey, the ground dark and the text bright, from black to white: uint8 (48, width)."""
    grey = _along_colours(strip)
    counts = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel())
    low, high = np.searchsorted(counts, (LOW * counts[-1], HIGH * counts[-1]))
    edge = np.concatenate([grey[:EDGE], grey[-EDGE:]])
    levels = (np.arange(256, dtype=np.float32) - low) / max(1, high - low)
    if 2 * float(np.median(edge)) > low + high:
        levels = 1 - levels
    return cv2.LUT(grey, (levels.clip(0, 1) * 255).astype(np.uint8)).astype(np.uint8, copy=False)


def _along_colours(strip: Image) -> Grey:
    """The pixels along the line through the colours on which they lie farthest apart: uint8 (48, width).

    Luminance alone would lose red text on green ground.
    """
    pixels = strip[::2, ::3].reshape(-1, 3).astype(np.float32)
    pixels -= pixels.mean(axis=0)
    axis = np.linalg.eigh(pixels.T @ pixels)[1][:, -1]
    weights = axis / np.abs(axis).sum()
    shift = -255 * float(weights[weights < 0].sum())
    mixed = cv2.transform(strip, np.append(weights, shift).astype(np.float32).reshape(1, 4))
    return np.asarray(mixed, np.uint8)
