import numpy as np
import pytest

from models.page import Image
from models.recognition.icons import without_icons
from models.recognition.reading import Reading

STARTS = (4, 64, 112, 160)
"""Columns."""


def _pixels(*, icon: bool) -> Image:
    """Four black characters on white. If the first one is an icon, it is grey, taller, and farther away."""
    pixels = np.full((48, 204, 3), 255, np.uint8)
    if icon:
        pixels[2:46, 4:40] = 60
    else:
        pixels[6:40, 22:58] = 0
    for start in STARTS[1:]:
        pixels[6:40, start : start + 36] = 0
    return pixels


def _reading(text: str, scores: tuple[float, ...], pixels: Image) -> Reading:
    starts = np.array(STARTS[: len(text)], np.float64) + 14
    return Reading(
        characters=tuple(text),
        scores=np.array(scores, np.float32),
        spans=np.stack([starts, starts + 8], axis=1),
        pixels=pixels,
        height=48.0,
    )


def _mirrored(reading: Reading) -> Reading:
    return Reading(
        characters=reading.characters[::-1],
        scores=reading.scores[::-1],
        spans=204 - reading.spans[::-1, ::-1],
        pixels=np.ascontiguousarray(reading.pixels[:, ::-1]),
        height=48.0,
    )


def test_an_icon_before_a_label_is_left_out_and_the_score_is_that_of_the_label() -> None:
    reading = without_icons(_reading("口性别栏", (0.3, 0.99, 0.98, 1.0), _pixels(icon=True)))

    assert reading.text == "性别栏"
    assert reading.score == pytest.approx(0.99)
    assert reading.middles.tolist() == [82, 130, 178]


def test_an_icon_behind_a_label_is_left_out() -> None:
    reading = without_icons(_mirrored(_reading("口栏别性", (0.3, 0.99, 0.98, 1.0), _pixels(icon=True))))

    assert reading.text == "性别栏"
    assert reading.middles.tolist() == [26, 74, 122]


@pytest.mark.parametrize(
    ("start", "score", "text"),
    [("唐", 0.81, "唐性别栏"), ("唐", 0.79, "性别栏"), ("口", 0.81, "性别栏"), ("A", 0.81, "性别栏")],
)
def test_an_ideograph_that_is_no_simple_shape_is_text_from_a_lower_score_on(
    start: str, score: float, text: str
) -> None:
    reading = without_icons(_reading(f"{start}性别栏", (score, 0.99, 0.98, 1.0), _pixels(icon=True)))

    assert reading.text == text


@pytest.mark.parametrize(
    ("text", "scores", "pixels"),
    [
        ("口性别栏", (0.98, 0.99, 0.98, 1.0), _pixels(icon=True)),
        ("口性别栏", (0.3, 0.31, 0.28, 0.2), _pixels(icon=True)),
        ("口性别栏", (0.3, 0.99, 0.98, 1.0), _pixels(icon=False)),
        ("口", (0.3,), _pixels(icon=True)),
    ],
    ids=["sure", "less sure than the others", "near and like the others", "alone"],
)
def test_a_first_character_stays(text: str, scores: tuple[float, ...], pixels: Image) -> None:
    reading = _reading(text, scores, pixels)

    assert without_icons(reading).text == text


def test_a_sure_reading_is_not_copied() -> None:
    reading = _reading("性别栏", (0.99, 0.98, 1.0), _pixels(icon=True))

    assert without_icons(reading) is reading


def test_a_reading_without_characters_stays() -> None:
    reading = _reading("", (), _pixels(icon=True))

    assert without_icons(reading) is reading


@pytest.mark.parametrize(("text", "expected"), [("9601", "9601"), ("口601", "601"), ("9.60", "9.60")])
def test_a_number_keeps_its_first_digit(text: str, expected: str) -> None:
    reading = _reading(text, (0.3, 0.99, 0.98, 1.0), _pixels(icon=True))

    assert without_icons(reading).text == expected
