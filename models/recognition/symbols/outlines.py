"""Thin outlines, such as circles and boxes, of which only parts are dark enough to be ink."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.ink import MIN_CONTRAST, gaps
from models.recognition.reading import Reading

FAINT = 0.2
"""The share of the largest difference from the ground from which on a column belongs to an outline. The
threshold of ink is near 0.5."""

LEAST_WIDTH, MOST_WIDTH = 0.4, 1.2
"""Ems. The widths of outlines. Faint columns also join the letters of a word."""

IN_OUTLINES = frozenset("0123456789IVX")
"""Two of these may be read in one outline. Other outlines have one character, or none."""


def with_whole_outlines(reading: Reading, borders: NDArray[np.intp], em: float) -> NDArray[np.intp]:
    """The runs of ink, of which those that are parts of one outline are joined.

    borders: (runs, 2), the first column of each run and the one after the last. em: the size of the font in
    columns.
    """
    if len(borders) < 2:
        return borders
    darkest = cv2.reduce(reading.difference, 0, cv2.REDUCE_MAX)[0]
    faint = gaps(darkest <= max(FAINT * float(darkest.max()), MIN_CONTRAST))
    widths, first = faint[:, 1] - faint[:, 0], np.searchsorted(borders[:, 0], faint[:, 0])
    behind = np.searchsorted(borders[:, 0], faint[:, 1])
    is_parted = (behind - first > 1) & (widths >= LEAST_WIDTH * em) & (widths <= MOST_WIDTH * em)
    kept = np.ones(len(borders), np.bool_)
    joined = borders.copy()
    for i in np.flatnonzero(is_parted).tolist():
        if _is_one_sign(reading, *faint[i].tolist()):
            joined[first[i]] = faint[i]
            kept[first[i] + 1 : behind[i]] = False
    return joined[kept]


def _is_one_sign(reading: Reading, start: int, end: int) -> bool:
    """Whether at most one character was read between two columns, or two in an outline."""
    is_inside = (reading.middles >= start) & (reading.middles < end)
    read = [reading.characters[i] for i in np.flatnonzero(is_inside) if reading.characters[i] != " "]
    return len(read) < 2 or (len(read) == 2 and IN_OUTLINES.issuperset(read))
