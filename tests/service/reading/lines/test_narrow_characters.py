import numpy as np
import pytest

from models.page import TextLine
from service.reading.crop import Crop
from service.reading.lines.narrow_characters import MIN_ROTATED_SCORE, MIN_SCORE, with_narrow_characters
from tests.service.reading.lines.one_text_stages import OneTextStages

PAGE = np.zeros((100, 100, 3), np.uint8)


def _read(
    stages: OneTextStages, *, text: str = "_", score: float = 0.9, height: int = 16, quarters: int = 1
) -> str:
    corners = [[40, 20], [44, 20], [44, 20 + height], [40, 20 + height]]
    crop = Crop(PAGE, np.array(corners, np.float32), quarters, with_characters=True)
    line = TextLine(crop.outline, text, score)
    (found,) = with_narrow_characters([crop], [line], stages)
    return found.text


def test_a_very_tall_region_is_read_upright_with_room_on_both_sides() -> None:
    stages = OneTextStages("!", MIN_SCORE)

    assert _read(stages) == "!"
    (crop,) = stages.crops
    assert crop.pixels.shape == (16, 8, 3)
    assert isinstance(crop, Crop)
    assert crop.outline[0].tolist() == [40, 20]


@pytest.mark.parametrize(("text", "score"), [("!", MIN_SCORE - 0.01), ("1", 1), ("!!", 1), ("", 0)])
def test_other_characters_and_low_scores_change_nothing(text: str, score: float) -> None:
    assert _read(OneTextStages(text, score)) == "_"


@pytest.mark.parametrize(
    ("text", "score", "expected"),
    [
        ("文字", MIN_ROTATED_SCORE, "文字"),
        ("文字", MIN_ROTATED_SCORE - 0.01, "!"),
        ("文", 0.99, "!"),
        ("", 0.0, "!"),
    ],
)
def test_text_that_was_read_as_rotated_stays(text: str, score: float, expected: str) -> None:
    assert _read(OneTextStages("!", 1), text=text, score=score) == expected


@pytest.mark.parametrize(("height", "expected"), [(28, "!"), (29, "_")])
def test_only_regions_of_the_shape_of_a_character_are_read(height: int, expected: str) -> None:
    assert _read(OneTextStages("!", 1), height=height) == expected


def test_a_region_that_was_first_read_upright_is_not_read_again() -> None:
    stages = OneTextStages("!", 1)

    assert _read(stages, quarters=0) == "_"
    assert stages.crops == []
