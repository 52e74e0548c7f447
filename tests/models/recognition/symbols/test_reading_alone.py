import numpy as np
import pytest

from models.page import Image
from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import ink_runs
from models.recognition.symbols.pieces import pieces
from models.recognition.symbols.reading_alone import MIN_SCORE, MOST_READ, with_characters_read_alone
from models.symbols.classifier import Symbol
from tests.models.recognition.symbols.strips import Drawn, drawn

LOST = drawn(("姓", 0.9, 0.15), ("", 0.9, 0.15), ("住", 0.9, 0.1))
ORDINARY = Symbol("", is_picture=False, probability=0.99)


class Reader:
    """Reads one character, and keeps the pictures."""

    def __init__(self, score: float = 0.99) -> None:
        self.pictures: list[Image] = []
        self._score = score

    def __call__(self, picture: Image) -> Symbol:
        self.pictures.append(picture)
        return Symbol("戽", is_picture=False, probability=self._score)


def _texts(reading: Reading, symbol: Symbol, read: Reader) -> list[str]:
    runs = ink_runs(reading)
    candidates = [(piece, symbol) for piece in pieces(reading, runs)]
    return [found.text for _, found in with_characters_read_alone(reading, runs, candidates, read)]


@pytest.mark.parametrize(("score", "text"), [(MIN_SCORE, "戽"), (MIN_SCORE - 0.01, "")])
def test_a_character_is_read_alone_if_its_score_is_high(score: float, text: str) -> None:
    assert _texts(LOST, ORDINARY, Reader(score)) == [text]


@pytest.mark.parametrize(
    "symbol",
    [
        Symbol("", is_picture=True, probability=0.99),
        Symbol("", is_picture=False, probability=0.4),
        Symbol("★", is_picture=False, probability=0.99),
    ],
    ids=["picture", "doubtful", "symbol"],
)
def test_only_ordinary_text_is_read_alone(symbol: Symbol) -> None:
    read = Reader()

    assert _texts(LOST, symbol, read) == [symbol.text]
    assert read.pictures == []


@pytest.mark.parametrize(
    "glyphs",
    [
        (("", 0.9, 0.15), ("住", 0.9, 0.1)),
        (("姓", 0.9, 0.15), ("", 0.9, 0.1)),
        (("姓", 0.9, 0.3), ("", 0.2, 0.3), ("住", 0.9, 0.1)),
    ],
    ids=["first", "last", "narrow"],
)
def test_ink_at_the_ends_and_narrow_ink_is_not_read_alone(glyphs: tuple[Drawn, ...]) -> None:
    read = Reader()
    _texts(drawn(*glyphs), ORDINARY, read)

    assert read.pictures == []


def test_the_picture_has_the_piece_in_its_rows_on_the_ground() -> None:
    read = Reader()
    _texts(LOST, ORDINARY, read)
    (picture,) = read.pictures

    assert picture.shape[0] == LOST.pixels.shape[0]
    assert np.all(picture[[0, -1]] == LOST.pixels[0, 0])
    assert np.all(picture[:, -1] == LOST.pixels[0, 0])
    assert (picture[24] < 100).any()


def test_few_pieces_of_a_line_are_read() -> None:
    read = Reader()
    _texts(drawn(("姓", 0.9, 0.3), *[("", 0.5, 0.6)] * 9, ("住", 0.9, 0.1)), ORDINARY, read)

    assert len(read.pictures) == MOST_READ
