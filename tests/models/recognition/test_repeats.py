from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.repeats import with_all_repeats

BASELINE = 38
SHAPES = {
    "x": (2, 20, 21),
    "*": (4, 12, 10),
    "_": (0, 20, -2),
    "—": (0, 40, 14),
    "1": (8, 6, 29),
    "/": (2, 8, 30),
}
"""Character → the left edge, the width and the top over the baseline of its ink, in pixels at 40 an em."""
ADVANCES = {"x": 24, "*": 20, "_": 20, "—": 40, "1": 22, "/": 12}
THICK = 4


def _reading(printed: str, read: str, places: Sequence[int]) -> Reading:
    """The reading of a drawn text. places: of each character that was read, its place in what is printed."""
    starts = 12 + np.cumsum([0, *(ADVANCES[each] for each in printed)])
    pixels = np.full((48, int(starts[-1]) + 12, 3), 255, np.uint8)
    for each, start in zip(printed, starts[:-1].tolist(), strict=True):
        left, width, top = SHAPES[each]
        bottom = BASELINE if top > 18 else BASELINE - top + THICK
        ink = pixels[BASELINE - top : bottom, start + left : start + left + width]
        ink[:] = 0
        if each == "x":
            ink[THICK:-THICK, THICK:-THICK] = 255
    middles = [starts[i] + ADVANCES[printed[i]] / 2 for i in places]
    return Reading(
        characters=tuple(read),
        scores=np.linspace(0.8, 1, len(read), dtype=np.float32),
        spans=np.array([(middle - 4, middle + 4) for middle in middles]),
        pixels=pixels,
        height=48.0,
    )


@pytest.mark.parametrize(
    ("printed", "read", "places"),
    [
        ("__xx__", "_xx_", (0, 2, 3, 5)),
        ("x__x", "x_x", (0, 1, 3)),
        ("x****x", "x**x", (0, 2, 3, 5)),
        ("1——1", "1—1", (0, 2, 3)),
        ("11111111", "111", (0, 3, 6)),
        ("x//x", "x/x", (0, 1, 3)),
    ],
    ids=["joined at the ends", "joined inside", "apart", "dashes", "digits", "strokes"],
)
def test_merged_characters_are_counted_in_the_ink(printed: str, read: str, places: Sequence[int]) -> None:
    assert with_all_repeats(_reading(printed, read, places)).text == printed


@pytest.mark.parametrize("printed", ["_x_", "x*x", "x—x", "1", "x/1/x", "__xx__", "x**x", "1——1"])
def test_what_was_read_in_full_stays(printed: str) -> None:
    reading = _reading(printed, printed, range(len(printed)))

    assert with_all_repeats(reading) is reading


def test_unequal_ink_beside_a_sign_is_not_counted() -> None:
    reading = _reading("x/11x", "x/x", (0, 1, 4))

    assert with_all_repeats(reading).text == "x/x"


def test_a_letter_alone_is_never_repeated() -> None:
    reading = _reading("xxxx", "x", (1,))

    assert with_all_repeats(reading) is reading


def test_new_characters_score_like_their_run_and_span_their_ink() -> None:
    reading = with_all_repeats(_reading("x****x", "x**x", (0, 2, 3, 5)))

    assert reading.scores[1:5].tolist() == pytest.approx([0.9] * 4, abs=0.01)
    assert reading.spans[1:5].tolist() == [[40, 52], [60, 72], [80, 92], [100, 112]]
    assert (np.diff(reading.middles) > 0).all()


def test_a_line_without_runs_stays() -> None:
    reading = _reading("x1x", "x1x", (0, 1, 2))

    assert with_all_repeats(reading) is reading


@pytest.mark.parametrize(
    ("printed", "read", "places"),
    [("x11111x", "x11x", (0, 2, 4, 6)), ("1**1", "1*1", (0, 1, 3))],
    ids=["digits", "a sign"],
)
def test_repeats_beside_other_characters_are_counted(printed: str, read: str, places: Sequence[int]) -> None:
    assert with_all_repeats(_reading(printed, read, places)).text == printed


def test_digits_inside_a_number_are_not_counted() -> None:
    reading = _reading("x11111x", "x11x", (0, 2, 4, 6))
    number = replace(reading, characters=("2", "1", "1", "x"))

    assert with_all_repeats(number) is number


@pytest.mark.parametrize("point", [".", ","])
def test_a_point_inside_a_number_is_not_counted(point: str) -> None:
    reading = replace(_reading("1**1", "1*1", (0, 1, 3)), characters=("1", point, "1"))

    assert with_all_repeats(reading) is reading
