"""The heights of capitals and of small letters of a line, from the characters whose height is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.recognition.letters.extents import Extents, Numbers
from models.recognition.punctuation_mark import is_square

CAPITALS = frozenset("ABDEFGHIJKLMNPQRTY123456789")
ASCENDING = frozenset("bdfhkl")
LOW = frozenset("aemnr")
"""Characters as high as capitals, as small letters with an ascender, and as small letters. Those that look
alike in both cases, and 0, are in none."""

ALIKE = frozenset("cosuvwxzCOSUVWXZ")
"""Letters that differ in their height only."""

ASCENDER = 1.05
"""The height of small letters with an ascender, in heights of capitals: 1.00 to 1.11 in 21 fonts."""

SMALL = 0.74
"""The height of small letters, in heights of capitals: 0.69 to 0.80 in 21 fonts."""

SQUARE = 0.79
"""The height of capitals, in heights of the ink of the highest ideograph."""

MOST_SMALL = 0.9
"""Heights of capitals. Small letters that seem higher were measured wrongly."""

HYPHEN = 0.47
"""The top of a hyphen over the baseline, in heights of capitals: 0.40 to 0.51, and 0.55 in Inter. It is 0.53
to 0.69 heights of small letters, so that values between 0.52 and 0.56 tell nothing."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The heights of capitals and of small letters, in rows."""

    capital: float
    small: float

    def share(self, height: float) -> float:
        """0 at the height of small letters, 1 at that of capitals."""
        return (height - self.small) / (self.capital - self.small)


def scale_of(characters: Sequence[str], found: Extents) -> Scale | None:
    """The scale of a line. None if it has no character of known height."""
    heights = found.bottom - found.top
    capital = _median(heights, characters, found, CAPITALS)
    if capital is None and (ascending := _median(heights, characters, found, ASCENDING)):
        capital = ascending / ASCENDER
    small = _median(heights, characters, found, LOW)
    if capital is None and small is None:
        capital = _of_hyphen(characters, found) or _of_squares(heights, characters)
    if capital is None:
        return Scale(small / SMALL, small) if small else None
    scale = Scale(capital, small or SMALL * capital)
    return scale if scale.small <= MOST_SMALL * scale.capital else None


def _median(
    heights: Numbers, characters: Sequence[str], found: Extents, wanted: frozenset[str]
) -> float | None:
    """The median height of these characters. None if none of them has ink of its own."""
    chosen = [i for i, each in enumerate(characters) if each in wanted and found.is_alone[i]]
    return float(np.median(heights[chosen])) if chosen else None


def _of_squares(heights: Numbers, characters: Sequence[str]) -> float | None:
    """The height of capitals beside ideographs. None if there are fewer than two of these."""
    squares = [i for i, each in enumerate(characters) if is_square(each)]
    return SQUARE * float(heights[squares].max()) if len(squares) > 1 else None


def _of_hyphen(characters: Sequence[str], found: Extents) -> float | None:
    """The height of capitals by the place of the hyphens of a line."""
    hyphens = [i for i, each in enumerate(characters) if each == "-" and found.is_alone[i]]
    standing = [i for i, each in enumerate(characters) if each in ALIKE and found.is_own[i]]
    if not hyphens or not standing:
        return None
    return float(np.median(found.bottom[standing]) - np.median(found.top[hyphens])) / HYPHEN
