from collections.abc import Sequence

import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.runs.stars import STEP, UNSURE, with_counted_stars

STAR = 12
"""Columns and rows of an asterisk."""


def _reading(read: str, stars: int, middles: Sequence[float], scores: Sequence[float] = ()) -> Reading:
    """The reading of a letter and asterisks that touch each other. They start at column 40."""
    pixels = np.full((48, 400, 3), 255, np.uint8)
    pixels[8:40, 8:34] = 0
    for i in range(stars):
        star = pixels[14 : 14 + STAR, 40 + i * STAR : 40 + (i + 1) * STAR]
        star[5:7] = 0
        star[:, 4:8] = 0
    return Reading(
        characters=tuple(read),
        scores=np.array(scores or [0.9] * len(read), np.float32),
        spans=np.array([(middle - 4, middle + 4) for middle in middles], np.float64),
        pixels=pixels,
        height=48.0,
    )


@pytest.mark.parametrize(("stars", "middle"), [(2, 52), (3, 56), (4, 60)])
def test_asterisks_that_touch_are_counted_by_their_equal_parts(stars: int, middle: int) -> None:
    reading = with_counted_stars(_reading("刘*", stars, (20, middle)))

    assert reading.text == "刘" + "*" * stars
    assert reading.spans[1:, 0].tolist() == [40 + i * STAR for i in range(stars)]
    assert reading.scores[1:].tolist() == pytest.approx([0.9] * stars)


@pytest.mark.parametrize(
    ("score", "middle", "text"),
    [
        (UNSURE - 0.01, 58, "唐**"),
        (UNSURE - 0.01, 64 + STEP - 1, "唐**"),
        (UNSURE - 0.01, 64 + STEP, "唐**k"),
        (UNSURE, 58, "唐*k"),
    ],
    ids=["unsure", "unsure, behind the ink", "far away", "sure"],
)
def test_an_unsure_character_in_the_ink_of_asterisks_is_one(score: float, middle: float, text: str) -> None:
    reading = _reading("唐*k", 2, (20, 48, middle), (0.9, 0.9, score))

    assert with_counted_stars(reading).text == text


@pytest.mark.parametrize(("read", "stars"), [("刘*", 1), ("刘**", 2), ("刘x", 2)])
def test_what_was_read_in_full_stays(read: str, stars: int) -> None:
    reading = _reading(read, stars, (20, 46, 58)[: len(read)])

    assert with_counted_stars(reading) is reading


@pytest.mark.parametrize(("top", "text"), [(33, "刘*-*"), (34, "刘*_*")])
def test_a_high_bar_between_asterisks_is_a_hyphen(top: int, text: str) -> None:
    reading = _reading("刘*_*", 1, (20, 46, 62, 78))
    reading.pixels[14:26, 72:84] = reading.pixels[14:26, 40:52]
    reading.pixels[top : top + 2, 56:68] = 0

    assert with_counted_stars(reading).text == text


def test_high_ink_is_no_row_of_asterisks() -> None:
    reading = _reading("刘*", 2, (20, 52))
    reading.pixels[4:44, 44:48] = 0

    assert with_counted_stars(reading) is reading


def test_a_dash_is_no_row_of_asterisks() -> None:
    reading = _reading("刘*", 0, (20, 52))
    reading.pixels[18:28, 40:64] = 0

    assert with_counted_stars(reading) is reading


@pytest.mark.parametrize(
    ("read", "text"),
    [("186**0575", "186****0575"), ("186***0575", "186****0575"), ("2186**0575", "2186**0575")],
)
def test_a_masked_mobile_number_has_four_asterisks(read: str, text: str) -> None:
    middles = [200 + 10 * i for i in range(len(read))]

    assert with_counted_stars(_reading(read, 0, middles)).text == text
