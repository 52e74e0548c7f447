"""The text around a piece: inside numbers and words, letters and digits are no symbols."""

from itertools import takewhile

from models.recognition.reading import Reading
from models.recognition.symbols.pieces import DIGITS, Piece, text_of

RAISED = frozenset("²³")
"""Symbols that follow a letter: m²."""

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
    """Whether a piece has a letter that continues a word: ng in "going" looks like a unit."""
    text = text_of(reading, piece)
    if not any(map(str.isalpha, text)) or not text.isascii():
        return False
    before = "".join(reading.characters[: piece.characters[0]])[-1:]
    return before.isascii() and before.isalpha()
