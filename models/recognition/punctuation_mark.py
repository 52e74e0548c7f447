"""The punctuation marks of a strip that have two widths, measured on the ink."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from models.ink import Mask, gaps
from models.recognition.reading import Reading

FULL_WIDTH = 0xFEE0
"""The code point of a full-width mark minus that of the half-width one."""

MOST_INK: Mapping[str, float] = {**dict.fromkeys(",:;!()[]{}", 0.5), "?": 0.7, "%": 1.0, "~": 1.0}
"""Half-width mark → the largest width of its ink in ems. Wider ink touches a neighbour."""

INK_HEIGHT = 0.95
"""Ems. The usual height of the ink of a line with ideographs."""

MIN_PITCHES = 3
"""An em is the mean distance of neighbouring ideographs if there are so many distances. Fewer are less exact
than the height of the ink."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a reading. `ink`, `before` and `behind`: its ink and the gaps beside it, in ems.

    `before` and `behind` are None where the line has no ink there.
    """

    index: int
    half: str
    ink: float
    before: float | None
    behind: float | None


def half_width(character: str) -> str:
    """The half-width form of a character."""
    return chr(ord(character) - FULL_WIDTH) if "！" <= character <= "～" else character


def full_width(character: str) -> str:
    """The full-width form of an ASCII character."""
    return chr(ord(half_width(character)) + FULL_WIDTH)


def is_square(character: str) -> bool:
    """Whether a character is an ideograph, or a full-width kana or hangul."""
    return character.isalpha() and east_asian_width(character[0]) == "W"


def marks(reading: Reading, indices: Sequence[int], mask: Mask) -> list[Mark]:
    """The marks with these indices whose ink touches no other. mask: the ink of the strip."""
    runs = gaps(np.logical_not(mask.any(axis=0)))
    if not len(runs):
        return []
    em = _em(reading, mask)
    found = (_mark(reading, index, runs, em) for index in indices)
    return [each for each in found if each.ink <= MOST_INK[each.half]]


def ink_height(reading: Reading, mask: Mask) -> float:
    """The height of the ink of a line in columns, at least 1."""
    rows = np.flatnonzero(mask.any(axis=1))
    height = rows[-1] - rows[0] + 1 if rows.size else 0
    return max(float(height * reading.height / len(mask)), 1.0)


def _em(reading: Reading, mask: Mask) -> float:
    """The size of the font in columns."""
    squares = [is_square(each) for each in reading.characters]
    pairs = [i for i, both in enumerate(pairwise(squares)) if all(both)]
    if len(pairs) < MIN_PITCHES:
        return ink_height(reading, mask) / INK_HEIGHT
    middles = reading.middles
    return float(np.mean(middles[np.add(pairs, 1)] - middles[pairs]))


def _mark(reading: Reading, index: int, runs: NDArray[np.intp], em: float) -> Mark:
    """The mark with that index, measured on the run of ink nearest to its middle."""
    middle = reading.middles[index]
    run = int(np.argmin(np.maximum(runs[:, 0] - middle, middle - runs[:, 1])))
    start, end = runs[run].tolist()
    return Mark(
        index=index,
        half=half_width(reading.characters[index]),
        ink=(end - start) / em,
        before=(start - int(runs[run - 1, 1])) / em if run else None,
        behind=(int(runs[run + 1, 0]) - end) / em if run + 1 < len(runs) else None,
    )
