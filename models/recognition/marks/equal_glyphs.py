"""Equal glyphs in a row, which are read as different characters or with doubt: 11l1; docs/decisions/0062."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.ink import inked_runs
from models.recognition.marks.ink_row import (
    INK_TOLERANCE,
    MIN_OVERLAP,
    MIN_TOLERANCE,
    PITCH_TOLERANCE,
    WIDTH_TOLERANCE,
    are_equal,
    inks_of,
    overlap,
)
from models.recognition.reading import Reading

_LOOKALIKES = ("1lI|", "xX", "oO0", "sS", "vV", "wW", "zZ", "cC")

CLASSES = str.maketrans({each: characters[0] for characters in _LOOKALIKES for each in characters})
"""Character → the first of those that look like it."""

ROW = re.compile(r"([0-9A-Za-z])\1\1+")
"""At least three equal letters or digits. Fewer in a row are not compared, nor are letters with accents, as
which marks are read upside-down."""

SAME_INK = 0.1
"""The ink of the same character in two rows differs by at most this share. X has 1.2 times as much as x."""

SURE_SCORE = 0.97
"""Rows whose characters have at least this probability are not compared."""


def with_equal_glyphs(reading: Reading) -> Reading:
    """The reading in which equal ink in a row is one character, as sure as the surest of the row.

    The network sees each of them in other surroundings. All are the character that has most of the
    probability, also in other rows of the line with as much ink: XXX-XXX.
    """
    if min(reading.probabilities, default=1.0) >= SURE_SCORE:
        return reading
    rows = list(_rows(reading))
    if not rows:
        return reading
    characters, scores = list(reading.characters), reading.scores.copy()
    borders = inked_runs(np.asarray(reading.ink.any(axis=0)))
    inks = {row: ink for row in rows if (ink := _ink(reading, borders, row))}
    for row, ink in inks.items():
        alike = [each for each in inks if _class(reading, each) == _class(reading, row)]
        votes = [i for each in alike if abs(ink - inks[each]) <= SAME_INK * ink for i in each]
        characters[row.start : row.stop] = [_likeliest(reading, votes)] * len(row)
        scores[row.start : row.stop] = scores[row.start : row.stop].max()
    return reading.revised(characters=tuple(characters), scores=scores)


def _class(reading: Reading, row: range) -> str:
    return reading.characters[row[0]].translate(CLASSES)


def _rows(reading: Reading) -> Iterator[range]:
    """Yields the indices of doubtful characters in a row that look alike."""
    for row in ROW.finditer("".join(reading.characters).translate(CLASSES)):
        if reading.scores[row.start() : row.end()].min() < SURE_SCORE:
            yield range(*row.span())


def _ink(reading: Reading, borders: NDArray[np.intp], row: range) -> float:
    """The ink of one character if each has a run of ink of its own, and the runs are equal. Else 0."""
    if not len(borders):
        return 0.0
    middles = reading.middles[row.start : row.stop]
    outside = np.maximum(borders[:, :1] - middles, middles - borders[:, 1:])
    own = outside.argmin(axis=0)
    if (np.diff(own) != 1).any():
        return 0.0
    runs = borders[own]
    widths, inks = np.diff(runs)[:, 0].astype(np.float64), inks_of(reading.ink, runs)
    is_equal = (
        are_equal(widths, WIDTH_TOLERANCE, MIN_TOLERANCE)
        and are_equal(inks, INK_TOLERANCE)
        and are_equal(np.diff(runs.mean(axis=1)), PITCH_TOLERANCE)
        and overlap(reading.ink, runs[0], runs[-1]) >= MIN_OVERLAP
    )
    return float(np.median(inks)) * is_equal


def _likeliest(reading: Reading, row: Sequence[int]) -> str:
    totals: dict[str, float] = {}
    for i in row:
        totals[reading.characters[i]] = totals.get(reading.characters[i], 0) + float(reading.scores[i])
    return max(totals, key=totals.__getitem__)
