"""Text heights: how small the text of a picture is, measured on the pixels of the found regions.

The height of a region alone misleads. If the first pass shows text too small, neighbouring rows blur, and a
region is up to four times as high as the text in it. The pixels of the picture are not blurred.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.geometry import crop, longer_side_first, middle, side_lengths
from models.page import Image, Quad

MAX_SAMPLE = 32
"""Lines. Of more than that, evenly chosen ones stand for all: their lowest tenth is three lines."""

MIN_ASPECT, MAX_ASPECT = 1.5, 6.0
"""Length divided by height. A shorter region may be a single sign or an icon and is not measured. A longer
one is measured in its middle."""

MIN_INK = 1 / 6
"""The least height of the ink as a share of the region's. Less is a dash or dots. Digits of 10 px that are
seen 4.3 px high have a quarter."""

INK_SHARE = 0.15
"""A row of a region has ink if it has this share of the changes of the row with most. With 0.25 the result
varies 1.5 times as much between fonts; docs/decisions/0043."""

MAX_GAP = 2
"""Pixels. A larger gap between rows with ink separates two lines of text."""

Changes = NDArray[np.float64]


def text_heights(picture: Image, quads: Sequence[Quad], ink_ratio: float, max_height: float) -> list[float]:
    """The heights of the regions of a sample of lines, as they are where text is seen clearly.

    This is `ink_ratio` times the height of the ink, or the region's own height if that is less, or if it is
    above `max_height`. Heights are in pixels of the picture, uint8 (height, width, 3).
    """
    lines = [quad for quad in quads if max(side_lengths(quad)) >= MIN_ASPECT * min(side_lengths(quad))]
    sample = lines[:: -(-len(lines) // MAX_SAMPLE)] if lines else ()
    return [_text_height(picture, quad, ink_ratio, max_height) for quad in sample]


def _text_height(picture: Image, quad: Quad, ink_ratio: float, max_height: float) -> float:
    height = min(side_lengths(quad))
    if height > max_height:
        return height
    found = ink_height(crop(picture, middle(longer_side_first(quad), MAX_ASPECT)))
    return height if found < MIN_INK * height else min(height, ink_ratio * found)


def ink_height(line: Image) -> int:
    """The height in pixels of the text in the crop of a line: uint8 (height, width, 3), with text along it.

    If the crop shows neighbouring lines too, this is the height of the line with most ink. 0 without ink.
    """
    changes = _changes(line)
    least = changes.min()
    rows = np.flatnonzero(changes > least + INK_SHARE * (changes.max() - least))
    if not len(rows):
        return 0
    breaks = np.flatnonzero(rows[1:] - rows[:-1] > MAX_GAP + 1)
    if not len(breaks):
        return int(rows[-1] - rows[0] + 1)
    run = max(np.split(rows, breaks + 1), key=lambda each: float(changes[each].sum()))
    return int(run[-1] - run[0] + 1)


def _changes(line: Image) -> Changes:
    """How much each row changes along the line: float64 (rows,). Borders and underlines do not change."""
    if line.shape[1] < 2:
        return np.zeros(len(line))
    differences = cv2.absdiff(line[:, 1:], line[:, :-1]).reshape(len(line), -1)
    sums = np.asarray(cv2.reduce(differences, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F), np.float64)
    return sums[:, 0]
