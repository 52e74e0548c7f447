"""Pieces of a strip that may be symbols: unexplained ink, and characters that are often symbols."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.recognition.punctuation_mark import is_square
from models.recognition.reading import Reading
from models.recognition.symbols.doubt import DOUBTFUL, doubtful_characters
from models.recognition.symbols.ink_runs import InkRuns
from models.recognition.symbols.partners import has_partners
from models.symbols.classifier import Grey

MOST_WIDTH, MOST_GAP, MOST_RUNS = 1.25, 0.3, 4
"""Ems, ems, count. The largest width of a symbol, of a gap in it, and its most runs of ink: Ⅷ has four."""

DIGITS, WIDE_LETTERS = frozenset("0123456789"), frozenset("Nm")
"""Characters that are read for wider symbols: № and ㎡ for the letters."""

CIRCLE_WIDTH, WIDE_DIGIT = 0.75, 0.85
"""Ems. Two digits in one run that is at least as wide as the first may be a number in a circle. A run that is
at least as wide as the second is no digit, but a symbol or a picture, and may be no letter. Digits have 0.3
to 0.6, an m up to 0.9."""

LEAST_WIDTH = 0.15
"""Ems. Narrower ink without a character is a speck, or a mark whose partner was not read."""

MARGIN = 2
"""Columns of white that a piece has beside its ink."""

MOST_PIECES = 32
"""The most pieces of a line that are classified. A line of 20 symbols has as many."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring runs of ink: first and last run, first column and the one after the last.

    characters: the indices of the characters whose middles lie in the piece.
    """

    runs: tuple[int, int]
    start: int
    end: int
    characters: tuple[int, ...]
    is_unexplained: bool


def pieces(reading: Reading, runs: InkRuns) -> list[Piece]:
    """All pieces of a reading that may be symbols, in the order of the text. Pieces may overlap."""
    extents = dict.fromkeys(each for run in _suspects(reading, runs) for each in _around(runs, run))
    found = [_piece(runs, *each) for each in sorted(extents)]
    thin = 0.0 if has_partners(reading) else LEAST_WIDTH * runs.em
    return [each for each in found if _may_be_symbol(reading, each, thin)][:MOST_PIECES]


def _suspects(reading: Reading, runs: InkRuns) -> Iterator[int]:
    """Yields the runs that may belong to a symbol."""
    doubtful = doubtful_characters(reading)
    for run, own in enumerate(runs.owners):
        characters = [reading.characters[i] for i in own]
        if runs.is_unexplained[run] or not doubtful.isdisjoint(own) or is_too_wide(runs, run, characters):
            yield run


def is_too_wide(runs: InkRuns, run: int, characters: Sequence[str]) -> bool:
    """Whether a run is too wide for the digits or the letter in it."""
    start, end = runs.borders[run].tolist()
    least = {1: WIDE_DIGIT, 2: CIRCLE_WIDTH}.get(len(characters), np.inf)
    known = DIGITS | WIDE_LETTERS if len(characters) == 1 else DIGITS
    return bool(end - start >= least * runs.em) and known.issuperset(characters)


def _around(runs: InkRuns, run: int) -> Iterator[tuple[int, int]]:
    """Yields the first and the last run of all pieces that contain a run."""
    borders = runs.borders[max(run - MOST_RUNS + 1, 0) : run + MOST_RUNS].tolist()
    place = min(run, MOST_RUNS - 1)
    for first in range(place + 1):
        for last in range(place, min(first + MOST_RUNS, len(borders))):
            if _is_compact(borders[first : last + 1], runs.em):
                yield run - place + first, run - place + last


def _is_compact(borders: list[list[int]], em: float) -> bool:
    is_narrow = borders[-1][1] - borders[0][0] <= MOST_WIDTH * em
    return is_narrow and all(right[0] - left[1] <= MOST_GAP * em for left, right in pairwise(borders))


def _may_be_symbol(reading: Reading, piece: Piece, thin: float) -> bool:
    """Whether a piece is no thin ink without a character, and contains no sure ideograph."""
    if not piece.characters:
        return piece.end - piece.start >= thin
    return not any(
        is_square(reading.characters[i]) and reading.scores[i] >= DOUBTFUL for i in piece.characters
    )


def _piece(runs: InkRuns, first: int, last: int) -> Piece:
    inside = range(first, last + 1)
    return Piece(
        runs=(first, last),
        start=int(runs.borders[first, 0]),
        end=int(runs.borders[last, 1]),
        characters=tuple(sorted({own for run in inside for own in runs.owners[run]})),
        is_unexplained=any(runs.is_unexplained[run] for run in inside),
    )


def text_of(reading: Reading, piece: Piece) -> str:
    """The characters that were read in the place of a piece."""
    return "".join(reading.characters[i] for i in piece.characters)


def greys(reading: Reading, runs: InkRuns, found: list[Piece]) -> list[Grey]:
    """The pixels of pieces, without any ink beside them."""
    strip = reading.difference
    return [strip[:, slice(*_extent(runs, each, strip.shape[1]))] for each in found]


def _extent(runs: InkRuns, piece: Piece, columns: int) -> tuple[int, int]:
    """First column, and the one after the last, with at most MARGIN columns of white on either side."""
    borders = [0, *runs.borders.ravel().tolist(), columns]
    before = (piece.start - borders[2 * piece.runs[0]]) // 2
    behind = (borders[2 * piece.runs[1] + 3] - piece.end) // 2
    return piece.start - min(before, MARGIN), piece.end + min(behind, MARGIN)
