"""A classifier with given answers."""

from collections.abc import Sequence

from models.page import Image
from models.recognition.reading import Reading
from models.recognition.symbols import correction
from models.symbols.classifier import Grey, Symbol
from tests.models.recognition.symbols.strips import EM


class Answers:
    """Answers by the width of a piece in tenths of an em. Other pieces are ordinary text."""

    def __init__(self, symbols: dict[int, Symbol]) -> None:
        self._symbols = symbols
        self.calls = 0

    def __call__(self, pieces: Sequence[Grey]) -> list[Symbol]:
        self.calls += 1
        ordinary = Symbol("", is_picture=False, probability=0.99)
        widths = [round((piece.shape[1] - 4) / EM * 10) for piece in pieces]
        return [self._symbols.get(width, ordinary) for width in widths]


def _nothing_alone(picture: Image) -> Symbol:
    return Symbol("", is_picture=False, probability=0.0)


def with_symbols(reading: Reading, answers: Answers) -> Reading:
    """Returns the corrected reading if nothing can be read alone."""
    return correction.with_symbols(reading, answers, _nothing_alone)


def symbol(text: str, probability: float = 0.99) -> Symbol:
    """Returns a symbol that was found."""
    return Symbol(text, is_picture=False, probability=probability)
