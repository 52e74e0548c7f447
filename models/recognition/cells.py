"""Where along its line each character stands, from the peaks of a recognizer and the ink between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from models.page import Image

Numbers = NDArray[np.float64]

FULL, NARROW, OTHER = 1.0, 0.3, 0.55
"""How wide characters are in common typefaces, as a share of the line's height."""

NARROW_CHARACTERS = frozenset("fijlrtI.,:;'!|()[]`\"/- ")

WIDEST = 1.5
"""A character ends this many times its usual width apart at most; what is beyond belongs to none."""

WIDEST_OTHER = 0.6
"""What counts as usual there for all that is not full-width: an m, or any letter of a typewriter."""

SEARCHED = 0.8
"""The share of the way from the expected border to the next peak on which a better one is sought."""

PULL = 3.0
"""How much more ink than at the expected border, in means of the line, a line's height away would cost.

With this, SEARCHED and WIDEST, boxes overlap the true ones best (lines rendered by Chromium, IoU 0.90).
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character of a line: from `start` to `end`, 0 to 1 of the line's length, and its probability."""

    text: str
    start: float
    end: float
    score: float


def cells(
    characters: Sequence[str], scores: NDArray[np.float32], peaks: Numbers, pixels: Image, height: float
) -> tuple[Cell, ...]:
    """The cells of a line's characters, in their order, none overlapping another.

    scores: float32 (characters,); peaks: float64 (characters,), where the middle of each was seen, in columns
    of the pixels, ascending; pixels: uint8 (rows, columns, 3) BGR, the line and nothing beside it; height:
    that of the line in the scale of its columns.
    """
    if not characters:
        return ()
    columns = pixels.shape[1]
    widths = np.array([_usual_width(character) for character in characters])
    borders = _borders(peaks, widths, _ink(pixels), height)
    reach = np.where(widths == FULL, FULL, WIDEST_OTHER) * WIDEST / 2 * height
    starts = np.maximum(borders[:-1], peaks - reach).clip(0, columns) / columns
    ends = np.minimum(borders[1:], peaks + reach).clip(0, columns) / columns
    return tuple(map(Cell, characters, starts.tolist(), ends.tolist(), scores.tolist()))


def _usual_width(character: str) -> float:
    if east_asian_width(character[0]) in "WF":
        return FULL
    return NARROW if character in NARROW_CHARACTERS else OTHER


def _ink(pixels: Image) -> Numbers:
    """The ink that a cut at each column's left edge, and at the right end, would meet; 1 on average."""
    spread = pixels.std(axis=0).max(axis=-1)
    around = np.pad(spread / max(spread.mean(), 1e-6), 1, mode="edge")
    met: Numbers = (around[1:] + around[:-1]) / 2
    return met


def _borders(peaks: Numbers, widths: Numbers, ink: Numbers, height: float) -> Numbers:
    """The left end of every character and the right end of the last.

    A border is expected where it parts the way between two peaks as the widths of the two characters do. At
    both ends of the line a character like the outermost one is assumed beyond it.
    """
    first, last = peaks[0] - height * widths[0], peaks[-1] + height * widths[-1]
    beside, wide = np.concatenate([[first], peaks, [last]]), np.pad(widths, 1, mode="edge")
    expected = beside[:-1] + np.diff(beside) * wide[:-1] / (wide[:-1] + wide[1:])
    lowest = expected - SEARCHED * (expected - beside[:-1])
    highest = expected + SEARCHED * (beside[1:] - expected)
    cost = PULL / height
    return np.array([_emptiest(ink, cost, *where) for where in zip(expected, lowest, highest, strict=True)])


def _emptiest(ink: Numbers, cost: float, expected: float, lowest: float, highest: float) -> float:
    """The column with the least ink, and near the expected one, between two limits."""
    columns = np.arange(max(int(np.ceil(lowest)), 0), min(int(highest), len(ink) - 1) + 1)
    if not columns.size:
        return expected
    return float(columns[np.argmin(ink[columns] + cost * np.abs(columns - expected))])
