"""The text around a piece: inside numbers and words, letters and digits are no symbols."""

from collections.abc import Iterator
from itertools import takewhile
from unicodedata import normalize

import numpy as np

from models.recognition.reading import Reading
from models.recognition.symbols.doubt import DOUBTFUL, LETTERS_OF_ROMAN
from models.recognition.symbols.ink_runs import InkRuns
from models.recognition.symbols.pieces import DIGITS, Piece, text_of
from models.symbols.symbols import ROMAN

RAISED = frozenset("²³")
"""Symbols that follow a letter: m²."""

NEAR = 0.25
"""Ems. The largest gap between the letters of a numeral."""

ONE = "I"
"""The letter of Roman numerals that other texts have rows of."""

IN_NUMBERS = DIGITS | frozenset(".,:/-")


def is_in_number(reading: Reading, piece: Piece) -> bool:
    """Whether a piece is a digit of a number that has another digit too: 9 in 9.60, but not 3 in 333.

    Blurred digits and those of wide fonts look like symbols or pictures. A row of hearts is read as 333.
    """
    text = text_of(reading, piece)
    if not text or not DIGITS.issuperset(text):
        return False
    before = takewhile(IN_NUMBERS.__contains__, reversed(reading.characters[: piece.characters[0]]))
    behind = takewhile(IN_NUMBERS.__contains__, reading.characters[piece.characters[-1] + 1 :])
    return not DIGITS.difference(text).isdisjoint((*before, *behind))


def is_in_word(reading: Reading, piece: Piece) -> bool:
    """Whether a piece has a letter that continues a word, or a sure one that starts a word: ng in "going"
    looks like a unit.
    """
    text = text_of(reading, piece)
    if not any(map(str.isalpha, text)) or not text.isascii():
        return False
    is_sure = all(reading.scores[i] >= DOUBTFUL for i in piece.characters)
    before, behind = _beside(reading, piece)
    return _is_letter(before) or (is_sure and _is_letter(behind))


def is_whole_numeral(reading: Reading, runs: InkRuns, piece: Piece, numeral: str) -> bool:
    """Whether a piece is no part of a longer Roman numeral, and no part of a row of the letter I."""
    text = text_of(reading, piece)
    parts = LETTERS_OF_ROMAN if text else LETTERS_OF_ROMAN | ROMAN
    is_other = len(text) > 1 and text != normalize("NFKC", numeral)
    is_part_of_row = set(text) == {ONE} and (is_other or ONE in _beside(reading, piece))
    return parts.isdisjoint(_touching(reading, runs, piece)) and not is_part_of_row


def _touching(reading: Reading, runs: InkRuns, piece: Piece) -> Iterator[str]:
    """Yields the characters of the runs of ink directly beside a piece."""
    (first, last), borders = piece.runs, runs.borders
    if first and piece.start - borders[first - 1, 1] <= NEAR * runs.em:
        yield from (reading.characters[i] for i in runs.owners[first - 1])
    if last + 1 < len(borders) and borders[last + 1, 0] - piece.end <= NEAR * runs.em:
        yield from (reading.characters[i] for i in runs.owners[last + 1])


def _beside(reading: Reading, piece: Piece) -> tuple[str, str]:
    """The characters directly before and behind the characters of a piece, "" at the ends of the line."""
    split = int(np.searchsorted(reading.middles, piece.start))
    first, last = (piece.characters[0], piece.characters[-1] + 1) if piece.characters else (split, split)
    return "".join(reading.characters[max(first - 1, 0) : first]), "".join(
        reading.characters[last : last + 1]
    )


def _is_letter(text: str) -> bool:
    return text.isascii() and text.isalpha()
