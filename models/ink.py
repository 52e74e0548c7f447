"""The ink of a strip: which pixels belong to its text, whatever the colours of text and ground."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image

Mask = NDArray[np.bool_]
"""Boolean (rows, columns), True on ink."""

SAMPLE_STEP = 4
"""Pixels. The colour of the ground and the threshold come from every fourth pixel of every fourth row."""

MIN_CONTRAST = 12
"""Levels (0 to 255). Pixels that differ less than this from the ground are never ink: noise of JPEG."""

RULE_STEP, RULE_LENGTH = 6, 3.0
"""Pixels; heights of the ink. A row of ink at least RULE_LENGTH long, in every sixth column, is an underline
or a strike-through. A dash of two characters, ——, has 2.2 heights of Chinese text."""

MIN_INK_HEIGHT = 0.5
"""Strip heights. Lower ink counts as that high, so that a dash alone is no underline."""


def ink(pixels: Image) -> Mask:
    """The pixels of a strip that belong to its text. pixels: uint8 (rows, columns, 3) BGR, without padding.

    The ground is the median colour. Text may be lighter or darker and of any colours. Lines along the text,
    such as underlines, are left out.
    """
    return ink_by_difference(difference_from_ground(pixels))


def ink_by_difference(difference: NDArray[np.uint8]) -> Mask:
    """The ink of a strip, given how far its pixels are from the ground."""
    mask: Mask = difference > max(_threshold(difference), MIN_CONTRAST)
    return _without_rules(mask)


def gaps(columns: Mask) -> NDArray[np.intp]:
    """The runs of columns without ink, from left to right: (runs, 2), the first column and the one after the
    last. columns: boolean (columns,), True where a column has ink.
    """
    inked = np.ones(len(columns) + 2, np.bool_)
    inked[1:-1] = columns
    return np.flatnonzero(inked[1:] != inked[:-1]).reshape(-1, 2)


def inked_runs(columns: Mask) -> NDArray[np.intp]:
    """The runs of columns with ink, in the form of `gaps`."""
    return gaps(np.logical_not(columns))


def difference_from_ground(pixels: Image) -> NDArray[np.uint8]:
    """The luma of the difference from the median colour: uint8 (rows, columns)."""
    sample = np.array(pixels[::SAMPLE_STEP, ::SAMPLE_STEP].transpose(2, 0, 1), order="C").reshape(3, -1)
    middle = sample.shape[1] // 2
    sample.partition(middle, axis=1)
    difference = cv2.absdiff(pixels, np.array([*sample[:, middle].tolist(), 0.0]))
    return cv2.cvtColor(difference, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)


def _threshold(difference: NDArray[np.uint8]) -> int:
    """The threshold that separates ground and ink best (Otsu, 1979)."""
    sample = np.ascontiguousarray(difference[::SAMPLE_STEP, ::SAMPLE_STEP])
    threshold, _ = cv2.threshold(sample, 0, 1, cv2.THRESH_OTSU)
    return int(threshold)


def _without_rules(mask: Mask) -> Mask:
    """The mask without rows of ink that are longer than any character. They stay if nothing else is left."""
    *_, height = cv2.boundingRect(mask.view(np.uint8))
    if not height:
        return mask
    shortest = int(RULE_LENGTH * max(height, MIN_INK_HEIGHT * len(mask))) | 1
    samples = np.ascontiguousarray(mask[:, ::RULE_STEP]).view(np.uint8)
    if shortest // RULE_STEP > samples.shape[1]:
        return mask
    inside = cv2.erode(samples, np.ones((1, shortest // RULE_STEP), np.uint8), borderValue=0)
    rows = np.flatnonzero(inside.any(axis=1))
    if not rows.size:
        return mask
    rules = cv2.morphologyEx(mask[rows].view(np.uint8), cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    kept = mask.copy()
    kept[rows] &= rules == 0
    return kept if kept.any() else mask
