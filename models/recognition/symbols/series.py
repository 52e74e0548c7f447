"""Series: lines with several numbers in circles, or with Roman numerals."""

from collections.abc import Sequence
from dataclasses import replace

from models.recognition.reading import Reading
from models.recognition.symbols.doubt import DOUBTFUL
from models.recognition.symbols.pieces import text_of
from models.recognition.symbols.reading_alone import Choice
from models.symbols.symbols import CIRCLED, ROMAN

MIN_REPLACED = 0.9
"""The lowest probability at which a symbol replaces characters."""

MIN_IN_SERIES = 0.4
"""The lowest probability of a member of a series."""

LEAST_CIRCLES = 2
"""A line with so many sure numbers in circles is a series. One sure Roman numeral is enough."""


def series(reading: Reading, candidates: Sequence[Choice]) -> frozenset[str]:
    """The symbols of which a line has a series."""
    sure = [
        (piece.start, symbol.text)
        for piece, symbol in candidates
        if symbol.probability >= MIN_REPLACED or symbol.text == text_of(reading, piece)
    ]
    circles = {start for start, text in sure if text in CIRCLED}
    has_roman = any(text in ROMAN for _, text in sure)
    return (CIRCLED if len(circles) >= LEAST_CIRCLES else frozenset()) | (ROMAN if has_roman else frozenset())


def with_sure_members(reading: Reading, candidates: Sequence[Choice]) -> list[Choice]:
    """The candidates, the members of a series sure enough to replace what was read."""
    known = series(reading, candidates)
    return [
        (piece, replace(symbol, probability=max(symbol.probability, MIN_REPLACED)))
        if symbol.text in known and symbol.probability >= MIN_IN_SERIES and _is_open(reading, (piece, symbol))
        else (piece, symbol)
        for piece, symbol in candidates
    ]


def _is_open(reading: Reading, choice: Choice) -> bool:
    """Whether no Roman numeral, and no sure number in a circle, was read in the place of a member."""
    piece, symbol = choice
    text = text_of(reading, piece)
    if symbol.text in ROMAN:
        return ROMAN.isdisjoint(text)
    return CIRCLED.isdisjoint(text) or all(reading.scores[i] < DOUBTFUL for i in piece.characters)
