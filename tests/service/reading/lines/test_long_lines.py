"""Lines in pieces, with fake stages instead of models."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop, JoinedCrops
from service.reading.lines.long_lines import joined, with_long_lines

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
WHOLE = RecognizedText("文宇", 0.8)


def _cells(text: str, first: int = 0, count: int = 10) -> list[Cell]:
    """One cell for each character, a `count`th of a piece wide, from the cell `first` of the piece."""
    return [Cell(each, (first + i) / count, (first + i + 1) / count, 0.9) for i, each in enumerate(text)]


class FakeLineStages:
    """Returns ten characters for each piece, and records the sizes of the crops."""

    def __init__(self, score: float = 0.9) -> None:
        self._score = score
        self.widths: list[int] = []

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        raise NotImplementedError

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        self.widths += [crop.length(48) for crop in crops]
        cells = tuple(Cell("文", i / 10, (i + 1) / 10, self._score) for i in range(10))
        return [RecognizedText("文" * 10, self._score, cells) for _ in crops]


def _crop(width: int, quarters: int = 0) -> Crop:
    quad = np.array([[0, 0], [width, 0], [width, 10], [0, 10]], np.float32)
    return Crop(np.zeros((10, width, 3), np.uint8), quad, quarters, with_characters=False)


@pytest.mark.parametrize(("width", "pieces"), [(784, 0), (785, 2), (1273, 2), (1400, 3)])
def test_a_line_that_exceeds_the_longest_strip_is_cut(width: int, pieces: int) -> None:
    """The strip of a line has 4.8 columns a pixel. 3,200 columns hold 3,764 that are squeezed by 15 %."""
    stages = FakeLineStages()
    (text,) = with_long_lines([_crop(width)], [WHOLE], stages, PARAMETERS)

    assert len(stages.widths) == pieces
    assert (text is WHOLE) == (not pieces)
    assert max(stages.widths, default=0) <= PARAMETERS.strip_widths[-1]
    assert text.cells == ()


def test_the_whole_line_stays_if_its_score_is_higher() -> None:
    assert with_long_lines([_crop(900)], [WHOLE], FakeLineStages(0.7), PARAMETERS) == [WHOLE]


def test_rotated_lines_stay_whole() -> None:
    assert with_long_lines([_crop(900, 1)], [WHOLE], FakeLineStages(), PARAMETERS) == [WHOLE]


def test_a_character_in_both_pieces_is_taken_once() -> None:
    pieces = [(0.0, 0.6), (0.4, 1.0)]
    text = joined(pieces, [_cells("abcdef", count=6), _cells("efghij", count=6)])

    assert text.text == "abcdefghij"
    assert [cell.start for cell in text.cells] == pytest.approx([i / 10 for i in range(10)])


def test_a_cut_character_is_taken_from_the_piece_that_has_it_whole() -> None:
    pieces = [(0.0, 0.6), (0.4, 1.0)]

    assert joined(pieces, [_cells("abcde|", count=6), _cells("|fghij", count=6)]).text == "abcdefghij"


def test_a_space_in_both_pieces_is_taken_once() -> None:
    pieces = [(0.0, 0.6), (0.4, 1.0)]
    shifted = [Cell(" ", 0.16, 0.2, 0.9), *_cells("ghij", first=2, count=6)]

    assert joined(pieces, [_cells("abcd ", count=6), shifted]).text == "abcd ghij"


def test_pieces_without_text_give_no_text() -> None:
    text = joined([(0.0, 0.6), (0.4, 1.0)], [[], []])

    assert (text.text, text.score) == ("", 0.0)
