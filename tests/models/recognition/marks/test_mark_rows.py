from dataclasses import replace

import cv2
import numpy as np
import pytest

from models.recognition.marks.mark_rows import SCORE, with_mark_rows
from tests.models.recognition.marks import drawn
from tests.models.recognition.marks.drawn import Draw, reading_of


@pytest.mark.parametrize(
    ("printed", "mark", "count", "width", "read"),
    [
        ("……", drawn.dot, 6, 24, "NOONOS"),
        ("…", drawn.dot, 3, 24, "OO"),
        ("....", drawn.dot, 4, 24, "D.."),
        ("~~~", drawn.wave, 3, 40, "NNN"),
        ("~~", drawn.wave, 2, 40, "一~"),
        ("!!!", drawn.bar_above_dot, 3, 20, "III"),
        ("===", drawn.equals, 3, 30, "二二二"),
        ("****", drawn.asterisk, 4, 32, "★★★★"),
    ],
)
def test_a_row_of_equal_marks_is_told_by_its_shape(
    printed: str, mark: Draw, count: int, width: int, read: str
) -> None:
    found = with_mark_rows(reading_of(read, [mark] * count, width))

    assert found.text == printed
    assert (found.scores == np.float32(SCORE)).all()
    assert (np.diff(found.middles) > 0).all()
    assert found.middles[0] > drawn.MARGIN


@pytest.mark.parametrize(
    ("printed", "mark", "width", "read"),
    [("~", drawn.wave, 48, "2"), ("!", drawn.bar_above_dot, 0, "I")],
)
def test_a_single_mark_is_told_by_its_shape(printed: str, mark: Draw, width: int, read: str) -> None:
    reading = reading_of(read, [mark], width or 20, score=1)
    if not width:
        reading = replace(reading, pixels=reading.pixels[:, 10:-10], spans=reading.spans - 10)

    assert with_mark_rows(reading).text == printed


@pytest.mark.parametrize("mark", [drawn.dot, drawn.disc, drawn.asterisk, drawn.cross, drawn.equals])
def test_other_single_shapes_stay(mark: Draw) -> None:
    reading = reading_of("2", [mark], 40, score=0.5)

    assert with_mark_rows(reading) is reading


def test_an_unreadable_wave_alone_stays() -> None:
    reading = reading_of("2", [drawn.wave], 48, score=0.59)

    assert with_mark_rows(reading) is reading


def test_a_single_sure_character_of_usual_width_is_not_examined() -> None:
    reading = reading_of("2", [drawn.wave], 30, score=1)

    assert with_mark_rows(reading) is reading


@pytest.mark.parametrize(
    ("mark", "width", "read"),
    [
        (drawn.disc, 30, "OOO"),
        (drawn.ring, 24, "ooo"),
        (drawn.two, 40, "二二二"),
        (drawn.dot_above_bar, 20, "iii"),
        (drawn.stroke, 20, "lll"),
        (drawn.cross, 32, "xxx"),
    ],
)
def test_rows_of_other_shapes_stay(mark: Draw, width: int, read: str) -> None:
    reading = reading_of(read, [mark] * 3, width)

    assert with_mark_rows(reading) is reading


@pytest.mark.parametrize(("width", "expected"), [(32, "***"), (26, "★★★")])
def test_stars_that_fill_their_distance_stay(width: int, expected: str) -> None:
    assert with_mark_rows(reading_of("★★★", [drawn.asterisk] * 3, width)).text == expected


def test_wide_dots_are_a_row_only_if_letters_have_room_above_them() -> None:
    def dots(radius: int) -> Draw:
        return lambda pixels: cv2.circle(pixels, (pixels.shape[1] // 2, 30), radius, drawn.BLACK, -1)

    assert with_mark_rows(reading_of("ooo", [dots(5)] * 3, 18)).text == "…"
    assert with_mark_rows(reading_of("ooo", [dots(9)] * 3, 32)).text == "ooo"


def test_small_rings_far_apart_are_full_stops() -> None:
    def rings(radius: int) -> Draw:
        return lambda pixels: cv2.circle(pixels, (pixels.shape[1] // 2, 30), radius, drawn.BLACK, 2)

    assert with_mark_rows(reading_of("0Oo", [rings(6)] * 3, 40)).text == "。。。"
    assert with_mark_rows(reading_of("0Oo", [rings(9)] * 3, 40)).text == "0Oo"


def test_two_dots_are_no_row() -> None:
    reading = reading_of("oo", [drawn.dot] * 2, 24)

    assert with_mark_rows(reading) is reading


def test_marks_that_were_read_keep_their_width_and_become_surer() -> None:
    found = with_mark_rows(reading_of("～～", [drawn.wave] * 2, 40))

    assert found.text == "～～"
    assert (found.scores == np.float32(SCORE)).all()


def test_sure_letters_are_not_examined() -> None:
    letters = reading_of("www", [drawn.wave] * 3, 40, score=0.7)
    suspects = reading_of("NNN", [drawn.wave] * 3, 40, score=0.99)

    assert with_mark_rows(letters) is letters
    assert with_mark_rows(suspects).text == "~~~"


def test_a_line_without_characters_stays() -> None:
    reading = reading_of("", [drawn.stroke] * 3, 20)

    assert with_mark_rows(reading) is reading
