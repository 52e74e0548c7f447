"""Whether a symbol is surer than what was read in its place."""

from unicodedata import normalize

import numpy as np

from models.recognition.reading import Reading
from models.recognition.symbols.doubt import DOUBTFUL, MARKS
from models.recognition.symbols.ink_runs import InkRuns
from models.recognition.symbols.partners import has_partner_of
from models.recognition.symbols.pieces import CIRCLE_WIDTH, DIGITS, Piece, is_too_wide, text_of
from models.recognition.symbols.series import MIN_REPLACED
from models.recognition.symbols.surroundings import RAISED, is_in_number, is_in_word, is_whole_numeral
from models.symbols.classifier import Symbol
from models.symbols.symbols import (
    CHECKED,
    CIRCLED,
    FAMILIES,
    IN_BRACKETS,
    PUNCTUATION,
    ROMAN,
    SHAPES,
    SQUARED,
)

MIN_ADDED, MIN_FIRST = 0.85, 0.95
"""The lowest probability at which a symbol is put where nothing was read, and at which it is put in a line of
which nothing was read: it may lie on its side."""

MIN_WIDE = 0.5
"""The lowest probability of a symbol or a picture in the place of a digit that is too wide to be one."""

MIN_SHARE = 0.75
"""The lowest share of a symbol in the probability of those that look alike, to replace one of them."""

MIN_UNIT = 0.95
"""The lowest probability of a unit in the place of a digit that is too wide to be one, inside a number."""

NUMERO = "№"
"""The only symbol that replaces its own letters, where no full stop follows. Of 64 No in 21 fonts with 14 to
28 pixels none is taken for it with 0.9. Of 80 kg and 272 mg, cm, km and mm, 5 and 42 are taken for a unit of
one character with 0.95: they have the same shape where letters are half as wide as ideographs."""

MIN_RARE = 0.75
"""The lowest probability at which a symbol replaces another sign of which the recognizer is not sure."""

BOX_LIKE = "口"
"""An ideograph that looks like □ and ☐. One of these two must be sure without the other."""

PER_MILLE, MIN_PER_MILLE = "‰", 0.7
"""The lowest probability of ‰ where a percent sign was read. The network takes no percent sign for it."""

SAME_SHAPE = str.maketrans("❤•", "♥●")
"""Characters that the network does not know, to those of the same shape."""

SPECKS = frozenset(".,·…'`-_~:;、。*°^∥")
"""Signs that dirt, a part of a row of dots, or a part of an icon looks like. They are not added where nothing
was read."""

WRITTEN = PUNCTUATION | IN_BRACKETS | frozenset("+=<>∥")
"""Signs that a recognizer reads well, one by one. They never replace a character."""


def is_plausible(reading: Reading, runs: InkRuns, piece: Piece, symbol: Symbol, *, in_series: bool) -> bool:
    """Whether a symbol is surer than what was read in its place.

    in_series: whether the line has other symbols of the same kind, see `models.recognition.symbols.series`.
    """
    text = text_of(reading, piece)
    if symbol.text == text or not _fits(reading, runs, piece, symbol, in_series):
        return False
    if not text:
        least = MIN_ADDED if reading.text else MIN_FIRST
        return symbol.probability >= least and _may_be_added(reading, piece, symbol.text)
    is_wide = _is_too_wide(reading, runs, piece)
    is_no_digit = is_wide and DIGITS.issuperset(text)
    if symbol.is_picture or not symbol.text:
        return symbol.is_picture and is_no_digit and symbol.probability >= MIN_WIDE
    if _is_same(symbol.text, text):
        return (in_series or _is_numero(reading, piece, symbol)) and symbol.probability >= MIN_REPLACED
    has_doubt = _has_doubt(reading, piece)
    is_sure = symbol.probability >= (MIN_WIDE if is_no_digit else _least_probability(symbol, text, has_doubt))
    is_part = piece.is_unexplained and _form(text) in _form(symbol.text)
    is_doubtful = is_part or is_wide or in_series or has_doubt or CHECKED.issuperset(text)
    return is_sure and is_doubtful and symbol.text not in WRITTEN and not MARKS.issuperset(text)


def _fits(reading: Reading, runs: InkRuns, piece: Piece, symbol: Symbol, in_series: bool) -> bool:
    """Whether a symbol may stand between the characters beside a piece."""
    if symbol.text in ROMAN and not is_whole_numeral(reading, runs, piece, symbol.text):
        return False
    is_letter = symbol.text in RAISED | ROMAN
    is_in_text = is_in_number(reading, piece) or (not is_letter and is_in_word(reading, piece))
    return in_series or not is_in_text or _is_wide_unit(reading, runs, piece, symbol)


def _is_wide_unit(reading: Reading, runs: InkRuns, piece: Piece, symbol: Symbol) -> bool:
    """Whether one run of ink is surely a unit, and too wide for the digit that was read."""
    is_wide = piece.end - piece.start >= CIRCLE_WIDTH * runs.em and piece.runs[0] == piece.runs[1]
    is_unit = symbol.text in SQUARED and symbol.probability >= MIN_UNIT
    return is_unit and is_wide and text_of(reading, piece) in DIGITS


def _least_probability(symbol: Symbol, text: str, is_doubtful: bool) -> float:
    """The lowest probability at which a symbol replaces a text."""
    if symbol.text == PER_MILLE and text.startswith("%"):
        return MIN_PER_MILLE
    if any(symbol.text in family and text in family for family in FAMILIES):
        return MIN_REPLACED if symbol.share >= MIN_SHARE else np.inf
    if text == BOX_LIKE:
        return MIN_REPLACED / symbol.share
    return MIN_RARE if CHECKED.issuperset(text) and is_doubtful else MIN_REPLACED


def _is_same(symbol: str, text: str) -> bool:
    """Whether two texts differ in their form only: ㎏ and kg, Ⅹ and x, ♥ and ❤. ① and 1 are not the same."""
    return symbol not in CIRCLED and _form(symbol) == _form(text.translate(SAME_SHAPE))


def _is_numero(reading: Reading, piece: Piece, symbol: Symbol) -> bool:
    """Whether a symbol is № with no full stop behind it."""
    behind = reading.characters[piece.characters[-1] + 1 :]
    return symbol.text == NUMERO and behind[:1] != (".",)


def _form(text: str) -> str:
    return normalize("NFKC", text).casefold()


def _is_too_wide(reading: Reading, runs: InkRuns, piece: Piece) -> bool:
    """Whether a piece is one run of ink that is too wide for its character."""
    text = text_of(reading, piece)
    return len(text) == 1 and piece.runs[0] == piece.runs[1] and is_too_wide(runs, piece.runs[0], text)


def _has_doubt(reading: Reading, piece: Piece) -> bool:
    return any(reading.scores[i] < DOUBTFUL for i in piece.characters)


def _may_be_added(reading: Reading, piece: Piece, text: str) -> bool:
    """Whether a symbol is plausible where nothing was read."""
    if text in SHAPES and not _is_between_text(reading, piece):
        return False
    return text not in SPECKS and has_partner_of(reading, text)


def _is_between_text(reading: Reading, piece: Piece) -> bool:
    """Whether the characters before and behind a piece are no symbols. A row of dots is often drawn."""
    split = int(np.searchsorted(reading.middles, piece.start))
    before, behind = (
        "".join(reading.characters[:split]).rstrip(),
        "".join(reading.characters[split:]).lstrip(),
    )
    return bool(before and behind) and CHECKED.isdisjoint((before[-1], behind[0]))
