import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.orientation.lines import (
    classified_quarters,
    first_quarters,
    further_quarters,
    is_doubtful,
    likeliest,
)
from models.page import TextLine

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters.orientation


@pytest.mark.parametrize(
    ("height", "width", "upside_down", "expected"),
    [
        (20, 100, False, (0,)),
        (20, 100, True, (0, 2)),
        (100, 20, False, (1,)),
        (100, 20, True, (1, 3)),
        (40, 20, False, (0, 1, 3)),
        (40, 20, True, (0, 3, 1)),
    ],
    ids=[
        "horizontal",
        "horizontal, upside-down",
        "very tall",
        "very tall, upside-down",
        "tall",
        "tall, upside-down",
    ],
)
def test_the_shape_and_the_classifier_decide_which_rotations_are_recognized(
    height: int, width: int, upside_down: bool, expected: tuple[int, ...]
) -> None:
    rotations = (first_quarters(height, width), *further_quarters(height, width, upside_down=upside_down))

    assert rotations == expected


def test_the_classifier_gets_a_tall_crop_rotated_by_90_degrees() -> None:
    assert [classified_quarters(height, 20) for height in (29, 30, 100)] == [0, 1, 1]


def _line(text: str, score: float) -> TextLine:
    return TextLine(np.zeros((4, 2), np.float32), text, score)


@pytest.mark.parametrize(
    ("text", "score", "height", "width", "expected"),
    [
        ("文字检测", 0.99, 20, 90, False),
        ("文字检测", 0.97, 20, 90, True),
        ("中", 0.99, 20, 90, True),
        ("动", 0.99, 40, 20, True),
        ("1", 0.99, 40, 20, False),
        ("文字检测", 0.99, 90, 20, False),
        ("中", 0.99, 90, 20, True),
    ],
    ids=["sure", "unsure", "sparse", "square in a tall crop", "narrow", "column", "sparse column"],
)
def test_a_line_is_doubtful_when_its_score_is_low_or_its_text_is_incomplete(
    text: str, score: float, height: int, width: int, expected: bool
) -> None:
    assert is_doubtful(_line(text, score), height, width, PARAMETERS) == expected


def _likeliest(height: int, width: int, *candidates: tuple[str, float]) -> str:
    lines = [_line(*each) for each in candidates]
    return lines[likeliest(lines, height, width, PARAMETERS)].text


def test_the_upright_text_wins_unless_another_leads_by_min_lead() -> None:
    assert _likeliest(20, 60, ("99999", 0.96), ("66666", 1.0)) == "99999"


def test_a_later_rotation_wins_with_a_much_higher_score() -> None:
    assert _likeliest(20, 60, ("ᴎOOᴎ", 0.6), ("NOON", 0.97)) == "NOON"


def test_an_incomplete_first_text_loses_against_a_slightly_higher_score() -> None:
    assert _likeliest(20, 100, ("中", 0.96), ("中国移动", 0.99)) == "中国移动"
    assert _likeliest(44, 20, ("动", 0.96), ("动态", 0.97), ("杰瓦", 0.5)) == "动态"


def test_the_higher_score_wins_for_lines_that_run_up_or_down() -> None:
    assert _likeliest(100, 20, ("80960-", 0.96), ("UMM-09608", 0.99)) == "UMM-09608"


def test_a_single_character_is_accepted_from_the_first_rotation_only() -> None:
    assert _likeliest(40, 20, ("1", 0.6), ("一", 1.0), ("|", 0.9)) == "1"


def test_of_several_empty_texts_one_is_the_likeliest() -> None:
    assert _likeliest(20, 60, ("", 0.0), ("", 0.0)) == ""
