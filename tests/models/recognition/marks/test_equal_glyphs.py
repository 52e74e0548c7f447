from dataclasses import replace

import numpy as np
import pytest

from models.recognition.marks.equal_glyphs import with_equal_glyphs
from models.recognition.reading import Reading
from tests.models.recognition.marks import drawn
from tests.models.recognition.marks.drawn import Draw, reading_of


def _scored(reading: Reading, *scores: float) -> Reading:
    return replace(reading, scores=np.array(scores, np.float32))


@pytest.mark.parametrize(
    ("read", "scores", "expected"),
    [
        ("1ll1", (0.9, 0.5, 0.5, 0.8), "1111"),
        ("lIlI", (0.5, 0.4, 0.5, 0.4), "llll"),
        ("1111", (0.9, 0.5, 0.6, 0.8), "1111"),
    ],
)
def test_equal_glyphs_are_one_character_as_sure_as_the_surest(
    read: str, scores: tuple[float, ...], expected: str
) -> None:
    found = with_equal_glyphs(_scored(reading_of(read, [drawn.stroke] * 4, 24), *scores))

    assert found.text == expected
    assert found.scores == pytest.approx([max(scores)] * 4)


def test_rows_inside_a_line_are_compared_alone() -> None:
    marks: list[Draw] = [*[drawn.cross] * 3, drawn.equals, *[drawn.stroke] * 3]
    reading = _scored(reading_of("xXx=11l", marks, 32), 0.5, 0.6, 0.5, 0.7, 0.9, 0.8, 0.5)

    found = with_equal_glyphs(reading)

    assert found.text == "xxx=111"
    assert found.scores == pytest.approx([0.6] * 3 + [0.7] + [0.9] * 3)


def test_rows_with_as_much_ink_are_the_same_character() -> None:
    marks: list[Draw] = [
        *[drawn.cross] * 3,
        drawn.equals,
        *[drawn.cross] * 3,
        drawn.equals,
        *[drawn.stroke] * 3,
    ]
    reading = reading_of("xXx=XXX=lll", marks, 32)

    assert with_equal_glyphs(reading).text == "XXX=XXX=lll"


def test_rows_with_less_ink_are_compared_alone() -> None:
    def smaller(pixels: drawn.Pixels) -> None:
        drawn.cross(pixels)
        pixels[:20] = pixels[34:] = 255

    marks: list[Draw] = [*[smaller] * 3, drawn.equals, *[drawn.cross] * 4]

    assert with_equal_glyphs(reading_of("xXx=XXXX", marks, 32)).text == "xxx=XXXX"


def test_unequal_ink_stays() -> None:
    reading = _scored(reading_of("11l", [drawn.stroke, drawn.stroke, drawn.cross], 32), 0.9, 0.8, 0.5)

    found = with_equal_glyphs(reading)

    assert found.text == "11l"
    assert found.scores.tolist() == reading.scores.tolist()


@pytest.mark.parametrize(
    ("read", "score"), [("11", 0.5), ("111", 0.99), ("===", 0.5), ("ììì", 0.5), ("abc", 0.5)]
)
def test_short_sure_and_other_rows_are_not_compared(read: str, score: float) -> None:
    reading = reading_of(read, [drawn.stroke] * len(read), 24, score)

    assert with_equal_glyphs(reading) is reading
