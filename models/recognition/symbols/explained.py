"""Which columns of a strip the characters of its reading explain."""

from collections.abc import Mapping
from functools import cache
from unicodedata import east_asian_width

import cv2
import numpy as np
from numpy.typing import NDArray

from models.recognition.reading import Reading

FULL, WIDE, DIGIT, NARROW, OTHER = 1.0, 0.9, 0.5, 0.35, 0.62
"""Ems. The widths of full-width characters, of m and the like, of digits, of i and the like, and of others.
Hearts and emoji are read for digits."""

WIDTHS: Mapping[str, float] = {
    **dict.fromkeys("mwMWOQ@%G—…", WIDE),
    **dict.fromkeys("0123456789", DIGIT),
    **dict.fromkeys("fijlrtI.,:;'!|()[]`\"/-1°·‘’", NARROW),
}
"""Character → its width in ems, if it is not FULL or OTHER."""

SYMBOLS_FROM = "Ā"
"""Signs from this code point on, if they are not full-width, are as wide as WIDE."""

TOLERANCE = 0.08
"""Ems. A character explains the ink up to this distance from its sides: the steps of CTC are coarse."""

QUICK_EM = 0.77
"""Line heights. The size of the font for the quick check is a large one, so that few lines without lost
characters pass it."""

LEAST_LOST = 0.1
"""Line heights. Less ink that no character explains is a speck or a part of a character."""

SAMPLE_STEP, INKED, MIN_CONTRAST = 4, 0.4, 12.0
"""Rows; a share of the largest difference from the ground; levels. For the quick check, every fourth row is
looked at, and a column has ink if it differs from the ground by more than both."""


@cache
def width(character: str) -> float:
    """The usual width of a character in ems."""
    if east_asian_width(character[0]) in "WF":
        return FULL
    return WIDTHS.get(character, WIDE if character >= SYMBOLS_FROM else OTHER)


def unexplained_spans(reading: Reading, em: float) -> list[tuple[int, int]]:
    """The columns outside the usual widths of all characters: the first one of each span and the one after
    the last, from left to right. em: the size of the font in columns.
    """
    spans, explained, columns = [], 0.0, reading.pixels.shape[1]
    for middle, character in zip(reading.middles.tolist(), reading.characters, strict=True):
        if character == " ":
            continue
        reach = (width(character) / 2 + TOLERANCE) * em
        if middle - reach > explained:
            spans.append((int(explained), int(middle - reach)))
        explained = max(explained, middle + reach + 1)
    return [*spans, (int(explained), columns)] if explained < columns else spans


def may_lack_characters(reading: Reading) -> bool:
    """Whether a few rows of a strip have ink that no character explains. It is faster than `ink`."""
    least = LEAST_LOST * reading.height
    spans = unexplained_spans(reading, QUICK_EM * reading.height)
    wide = [(start, end) for start, end in spans if end - start >= least]
    if not wide:
        return False
    inked = _inked_columns(reading)
    return any(np.count_nonzero(inked[start:end]) >= least for start, end in wide)


def _inked_columns(reading: Reading) -> NDArray[np.bool_]:
    """Which columns have ink in a few rows."""
    sample = np.ascontiguousarray(reading.pixels[SAMPLE_STEP // 2 :: SAMPLE_STEP])
    luma = cv2.cvtColor(sample, cv2.COLOR_BGR2GRAY)
    levels = luma[:, ::SAMPLE_STEP].ravel()
    ground = float(np.partition(levels, levels.size // 2)[levels.size // 2])
    darkest = cv2.reduce(cv2.absdiff(luma, np.array([ground, 0, 0, 0])), 0, cv2.REDUCE_MAX)[0]
    inked: NDArray[np.bool_] = darkest > max(INKED * float(darkest.max()), MIN_CONTRAST)
    return inked
