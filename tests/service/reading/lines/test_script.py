"""Characters in the wrong script, with fake stages instead of models."""

from collections.abc import Sequence

import numpy as np

from models.page import Character, TextLine
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop, JoinedCrops
from service.reading.lines.script import in_one_script

PAGE = np.zeros((100, 500, 3), np.uint8)


def _text(text: str, score: float = 0.9) -> RecognizedText:
    step = 1 / len(text)
    cells = tuple(Cell(each, i * step, (i + 1) * step, score) for i, each in enumerate(text))
    return RecognizedText(text, score, cells)


class FakeLineStages:
    """Returns the given texts in their order, and records the crops of each call."""

    def __init__(self, *texts: RecognizedText) -> None:
        self._texts = iter(texts)
        self.calls: list[list[Crop | JoinedCrops]] = []

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        raise NotImplementedError

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        self.calls.append(list(crops))
        return [next(self._texts) for _ in crops]


def _line(text: str, *, is_column: bool = False) -> TextLine:
    width, height = (20, 400) if is_column else (400, 20)
    quad = np.array([[10, 10], [10 + width, 10], [10 + width, 10 + height], [10, 10 + height]], np.float32)
    return TextLine(quad, text, 0.9, tuple(Character(each, quad, 0.9) for each in text))


def _read(line: TextLine, stages: FakeLineStages) -> TextLine:
    (result,) = in_one_script(PAGE, [line], stages, 0.04)
    return result


def test_a_doubtful_character_is_read_alone_and_with_its_neighbours() -> None:
    stages = FakeLineStages(_text("無線電廣播的声音"), _text("聲", 0.5), _text("的声音", 0.99))
    line = _read(_line("無線電廣播的声音"), stages)
    widths = [round(crop.size[0]) for crop in stages.calls[1] if isinstance(crop, Crop)]

    assert line.text == "".join(each.text for each in line.characters) == "無線電廣播的聲音"
    assert widths == [54, 152]


def test_a_line_without_doubtful_characters_is_not_read_again() -> None:
    stages = FakeLineStages()
    line = _line("無線電廣播的聲音")

    assert _read(line, stages) is line
    assert stages.calls == []


def test_a_line_that_is_read_differently_the_second_time_is_kept() -> None:
    line = _line("無線電廣播的声音")

    assert _read(line, FakeLineStages(_text("無線電廣播的聲音"))) is line


def test_columns_are_kept() -> None:
    line = _line("無線電廣播的声音", is_column=True)

    assert _read(line, FakeLineStages()) is line
