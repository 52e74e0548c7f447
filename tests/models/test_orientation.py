import numpy as np
import pytest

from models.orientation import first_turn, further_turns, likeliest
from models.page import TextLine


@pytest.mark.parametrize(
    ("height", "width", "upside_down", "expected"),
    [
        (20, 100, False, (0,)),
        (20, 100, True, (0, 2)),
        (100, 20, False, (1,)),
        (100, 20, True, (1, 3)),
        (40, 20, False, (0, 1, 3)),
        (40, 20, True, (0, 2, 1, 3)),
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
    turns = (first_turn(height, width), *further_turns(height, width, upside_down=upside_down))

    assert expected == turns


def _reading(text: str, score: float) -> TextLine:
    return TextLine(np.zeros((4, 2), np.float32), text, score)


def test_the_first_reading_wins_where_another_is_no_surer() -> None:
    assert likeliest([_reading("99999", 0.98), _reading("66666", 1.0)]).text == "99999"


def test_a_later_reading_wins_where_it_is_clearly_surer() -> None:
    assert likeliest([_reading("ᴎOO", 0.6), _reading("NOON", 0.97)]).text == "NOON"
