import numpy as np
import pytest

from models.recognition.spaces.glyphs import glyph
from models.recognition.spaces.spacing import OTHER_EM, em_of, spacing_of
from tests.models.recognition.spaces.drawn import EM, drawn


def test_gaps_are_measured_in_ems_with_their_columns() -> None:
    spacing = spacing_of(drawn("张三李", 0.5, (2,)))

    assert spacing is not None
    assert spacing.em == pytest.approx(EM, rel=0.02)
    assert spacing.gaps == pytest.approx([0.1, 0.6], abs=0.02)
    assert np.stack([spacing.starts, spacing.ends], axis=1).tolist() == [[48, 52], [88, 112]]
    assert (spacing.first, spacing.last) == (12, 148)


def test_touching_characters_have_an_empty_gap_midway() -> None:
    reading = drawn("张三", 0.0)
    reading.pixels[20, 40:60] = 0
    spacing = spacing_of(reading)

    assert spacing is not None
    assert spacing.starts.tolist() == spacing.ends.tolist() == [50]


def test_a_gap_inside_a_character_is_no_gap_between_two() -> None:
    """The gap lies left of the middle of the first character."""
    reading = drawn("川三", 0.0)
    reading.pixels[:, 15:25] = 255
    spacing = spacing_of(reading)

    assert spacing is not None
    assert spacing.starts.tolist() == [48]


@pytest.mark.parametrize(
    ("text", "rows", "em"),
    [("网", 36, 39.6), ("12", 36, 50), ("acg", 36, 49.3), ("ace", 36, 67.9), ("--", 4, OTHER_EM * 48)],
)
def test_the_em_comes_from_the_height_of_the_ink_and_its_characters(text: str, rows: int, em: float) -> None:
    mask = np.zeros((48, 100), bool)
    mask[4 : 4 + rows] = True

    assert em_of(tuple(map(glyph, text)), mask, 48.0) == pytest.approx(em, rel=0.01)


def test_spaces_are_no_characters_of_a_spacing() -> None:
    reading = drawn("张 三", 0.0)
    spacing = spacing_of(reading)

    assert spacing is not None
    assert spacing.indices.tolist() == [0, 2]


def test_a_line_without_ink_has_no_spacing() -> None:
    reading = drawn("张三", 0.0)
    reading.pixels[:] = 255

    assert spacing_of(reading) is None
