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
        "a line",
        "a doubtful line",
        "a column",
        "a doubtful column",
        "a narrow character",
        "a doubtful one",
    ],
)
def test_a_crop_is_read_in_the_ways_that_its_shape_and_the_classifier_suggest(
    height: int, width: int, upside_down: bool, expected: tuple[int, ...]
) -> None:
    turns = (first_quarters(height, width), *further_quarters(height, width, upside_down=upside_down))

    assert expected == turns


def test_the_classifier_is_shown_a_tall_crop_as_a_line() -> None:
    assert [classified_quarters(height, 20) for height in (29, 30, 100)] == [0, 1, 1]


def _reading(text: str, score: float) -> TextLine:
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
    ids=["sure", "unsure", "sparse", "a half", "a narrow one", "a column", "a sparse column"],
)
def test_a_reading_is_doubtful_where_it_is_unsure_or_only_a_part(
    text: str, score: float, height: int, width: int, expected: bool
) -> None:
    assert is_doubtful(_reading(text, score), height, width, PARAMETERS) == expected


def _likeliest(height: int, width: int, *readings: tuple[str, float]) -> str:
    lines = [_reading(*each) for each in readings]
    return lines[likeliest(lines, height, width, PARAMETERS)].text


def test_the_upright_reading_of_a_line_wins_where_another_is_no_surer() -> None:
    assert _likeliest(20, 60, ("99999", 0.96), ("66666", 1.0)) == "99999"


def test_a_later_reading_wins_where_it_is_clearly_surer() -> None:
    assert _likeliest(20, 60, ("ᴎOOᴎ", 0.6), ("NOON", 0.97)) == "NOON"


def test_a_part_of_what_stands_there_has_no_benefit() -> None:
    assert _likeliest(20, 100, ("中", 0.96), ("中国移动", 0.99)) == "中国移动"
    assert _likeliest(44, 20, ("动", 0.96), ("动态", 0.97), ("杰瓦", 0.5)) == "动态"


def test_of_both_ways_in_which_a_line_runs_up_or_down_the_surer_one_wins() -> None:
    assert _likeliest(100, 20, ("80960-", 0.96), ("UMM-09608", 0.99)) == "UMM-09608"


def test_a_lone_character_is_not_believed_where_it_was_turned() -> None:
    assert _likeliest(40, 20, ("1", 0.6), ("一", 1.0), ("|", 0.9)) == "1"


def test_a_line_of_which_nothing_was_read_has_a_likeliest_reading_too() -> None:
    assert _likeliest(20, 60, ("", 0.0), ("", 0.0)) == ""
