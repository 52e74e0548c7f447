import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.symbols.outlines import LEAST_WIDTH, MOST_WIDTH, with_whole_outlines
from tests.models.recognition.symbols.strips import EM, drawn

DARK, FAINT, GROUND = 20, 160, 230


def _joined(text: str, width: float, between: int) -> list[list[int]]:
    """Returns the runs of two dark sides of that width in ems, after those of one outline are joined.

    between: the level of the pixels between the sides.
    """
    glyphs = [(each, width / max(len(text), 1), 0.0) for each in text or [""]]
    reading: Reading = drawn(*glyphs)
    start, end = EM, round(EM + width * EM)
    reading.pixels[:, start:end] = between
    reading.pixels[7:41, start : start + 3] = reading.pixels[7:41, end - 3 : end] = DARK
    sides = np.array([[start, start + 3], [end - 3, end]])
    found: list[list[int]] = with_whole_outlines(reading, sides, float(EM)).tolist()
    return found


@pytest.mark.parametrize("text", ["", "①", "16", "IV"])
def test_the_sides_of_a_faint_outline_are_joined(text: str) -> None:
    assert _joined(text, 0.9, FAINT) == [[EM, round(1.9 * EM)]]


def test_sides_with_white_between_them_stay_apart() -> None:
    assert len(_joined("", 0.9, GROUND)) == 2


@pytest.mark.parametrize("width", [LEAST_WIDTH - 0.1, MOST_WIDTH + 0.1])
def test_parts_that_are_too_narrow_or_too_wide_for_an_outline_stay_apart(width: float) -> None:
    assert len(_joined("", width, FAINT)) == 2


@pytest.mark.parametrize("text", ["of", "123"])
def test_letters_and_numbers_are_no_outline(text: str) -> None:
    assert len(_joined(text, 0.9, FAINT)) == 2
