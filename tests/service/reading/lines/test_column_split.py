"""Lines across two columns, with fake stages instead of models."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.page import Region
from models.recognition.recognizer import RecognizedText
from models.recognition.wide_gaps import WideGap
from service.reading.crop import Crop, JoinedCrops
from service.reading.lines.column_split import ReadRegion, split_at_columns

PAGE = np.zeros((300, 500, 3), np.uint8)
ACROSS = RecognizedText("左边的文字 右边的文字", 0.9, gaps=(WideGap(6, 0.48, 0.52),))


class FakeLineStages:
    """Returns one text for all crops, and records their boxes."""

    def __init__(self, text: str = "字") -> None:
        self.text = text
        self.boxes: list[list[float]] = []

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        raise NotImplementedError

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        for crop in crops:
            assert isinstance(crop, Crop)
            self.boxes.append([*crop.outline[0].tolist(), *crop.outline[2].tolist()])
        return [RecognizedText(self.text, 0.99) for _ in crops]


def _region(row: int, text: RecognizedText = ACROSS, quarters: int = 0) -> ReadRegion:
    left, top = 20, 20 + 30 * row
    quad = np.array([[left, top], [left + 400, top], [left + 400, top + 20], [left, top + 20]], np.float32)
    return ReadRegion(Region(quad, 0.9), Crop(PAGE, quad, quarters, with_characters=False), text)


def test_lines_across_two_columns_are_replaced_by_their_parts() -> None:
    stages = FakeLineStages()
    found = split_at_columns([_region(0), _region(1)], stages)

    assert [each.text.text for each in found] == ["字"] * 4
    assert stages.boxes[:2] == [pytest.approx([20, 20, 216, 40]), pytest.approx([224, 20, 420, 40])]
    assert [each.region.quad[0].tolist() for each in found] == [box[:2] for box in stages.boxes]


def test_a_line_is_kept_if_a_part_of_it_has_no_text() -> None:
    found = split_at_columns([_region(0), _region(1)], FakeLineStages(""))

    assert [each.text for each in found] == [ACROSS] * 2


@pytest.mark.parametrize(
    "lines",
    [
        [_region(0)],
        [_region(0, quarters=1), _region(1, quarters=1)],
        [_region(row, RecognizedText("文字", 0.9)) for row in range(3)],
    ],
    ids=["one row", "rotated", "no gaps"],
)
def test_other_lines_are_kept(lines: list[ReadRegion]) -> None:
    stages = FakeLineStages()

    assert split_at_columns(lines, stages) == lines
    assert stages.boxes == []
