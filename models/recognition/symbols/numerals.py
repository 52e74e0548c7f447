"""Roman numerals in a line that has a sure one."""

from collections.abc import Sequence
from dataclasses import replace

from models.recognition.reading import Reading
from models.recognition.symbols.pieces import text_of
from models.recognition.symbols.reading_alone import Choice
from models.symbols.symbols import ROMAN

MIN_REPLACED = 0.9
"""The lowest probability at which a symbol replaces characters."""

MIN_ROMAN = 0.4
"""The lowest probability of a Roman numeral in a line that has another one, at MIN_REPLACED or above."""


def with_sure_numerals(reading: Reading, candidates: Sequence[Choice]) -> Sequence[Choice]:
    """The candidates, Roman numerals sure enough if one of them is sure and none was read in their place."""
    numerals = [symbol.probability for _, symbol in candidates if symbol.text in ROMAN]
    if max(numerals, default=0.0) < MIN_REPLACED:
        return candidates
    return [
        (piece, replace(symbol, probability=MIN_REPLACED))
        if symbol.text in ROMAN
        and MIN_ROMAN <= symbol.probability < MIN_REPLACED
        and ROMAN.isdisjoint(text_of(reading, piece))
        else (piece, symbol)
        for piece, symbol in candidates
    ]
