import numpy as np
import pytest
from numpy.typing import NDArray

from models.runtimes import Arrays
from models.symbols.classifier import HEIGHT, WIDTH, SymbolClassifier, network_input
from models.symbols.symbols import CHECKED, SYMBOLS


class FakeSession:
    """The class of each input is the level of the pixel in its middle."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.shapes.append(batch.shape)
        probabilities = np.full((len(batch), len(SYMBOLS) + 2), 0.001, np.float32)
        probabilities[np.arange(len(batch)), batch[:, HEIGHT // 2, WIDTH // 2, 0]] = 0.9
        return (probabilities,)


def _piece(level: int) -> NDArray[np.uint8]:
    """A piece whose middle has that level after scaling."""
    piece = np.zeros((HEIGHT, 12), np.uint8)
    piece[0, :] = 255
    piece[10:22, 2:10] = level
    return piece


def test_a_class_is_a_symbol_or_ordinary_text_or_a_picture() -> None:
    levels = (5, len(SYMBOLS), len(SYMBOLS) + 1)
    symbol, text, picture = SymbolClassifier(FakeSession()).classify([_piece(level) for level in levels])

    assert (symbol.text, symbol.is_picture) == (SYMBOLS[5], False)
    assert (text.text, text.is_picture) == ("", False)
    assert (picture.text, picture.is_picture) == ("", True)
    assert symbol.probability == pytest.approx(0.9)


def test_the_probability_of_a_symbol_includes_those_that_look_alike() -> None:
    (symbol,) = SymbolClassifier(FakeSession()).classify([_piece(SYMBOLS.index("✓"))])

    assert symbol.text == "✓"
    assert symbol.probability == pytest.approx(0.902)
    assert symbol.share == pytest.approx(0.9 / 0.902)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_all_pieces_are_one_batch(count: int) -> None:
    session = FakeSession()
    found = SymbolClassifier(session).classify([_piece(i) for i in range(count)])

    assert [each.text for each in found] == list(SYMBOLS[:count])
    assert session.shapes == [(count, HEIGHT, WIDTH, 1)][:count]


def test_the_warm_up_runs_one_piece() -> None:
    session = FakeSession()
    SymbolClassifier(session).warm()

    assert session.shapes == [(1, HEIGHT, WIDTH, 1)]


def test_an_input_has_the_piece_in_its_middle_and_full_contrast() -> None:
    prepared = network_input(np.full((48, 30), 60, np.uint8))

    assert prepared.shape == (HEIGHT, WIDTH)
    assert np.flatnonzero(prepared.any(axis=0)).tolist() == list(range(10, 30))
    assert prepared.max() == 255


def test_a_wide_piece_is_squeezed() -> None:
    assert network_input(np.full((48, 300), 60, np.uint8)).min() == 255


def test_symbols_are_distinct_and_ordinary_letters_are_not_checked() -> None:
    assert len(set(SYMBOLS)) == len(SYMBOLS)
    assert not any(each.isascii() and each.isalnum() for each in CHECKED)
