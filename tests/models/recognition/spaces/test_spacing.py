import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.spaces.glyphs import glyph
from models.recognition.spaces.spacing import (
    OTHER_EM,
    Spacing,
    em_of,
    low_third,
    space_probabilities,
    spacing_of,
    visible,
)
from tests.models.recognition.spaces.drawn import EM, drawn


def _spacing(reading: Reading) -> Spacing | None:
    indices = visible(reading)
    glyphs = tuple(glyph(reading.characters[i]) for i in indices.tolist())
    return spacing_of(reading, indices, glyphs, space_probabilities(reading, indices))


def test_gaps_are_measured_in_ems_with_their_columns() -> None:
    spacing = _spacing(drawn("张三李", 0.5, (2,)))

    assert spacing is not None
    assert spacing.em == pytest.approx(EM, rel=0.02)
    assert spacing.gaps == pytest.approx([0.1, 0.6], abs=0.02)
    assert spacing.edges.tolist() == [[12, 48], [52, 88], [112, 148]]


def test_touching_characters_have_an_empty_gap_midway() -> None:
    reading = drawn("张三", 0.0)
    reading.pixels[20, 40:60] = 0
    spacing = _spacing(reading)

    assert spacing is not None
    assert spacing.edges.tolist() == [[12, 50], [50, 88]]


def test_a_gap_inside_a_character_is_no_gap_between_two() -> None:
    """The gap lies left of the middle of the first character."""
    reading = drawn("川三", 0.0)
    reading.pixels[:, 15:25] = 255
    spacing = _spacing(reading)

    assert spacing is not None
    assert spacing.edges[0, 1] == 48


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
    spacing = _spacing(reading)

    assert spacing is not None
    assert spacing.indices.tolist() == [0, 2]
    assert spacing.has_space.tolist() == [True]


def test_a_line_without_ink_has_no_spacing() -> None:
    reading = drawn("张三", 0.0)
    reading.pixels[:] = 255

    assert _spacing(reading) is None


@pytest.mark.parametrize(("count", "is_pitched"), [(2, False), (3, True)])
def test_the_em_is_the_distance_of_ideographs_if_there_are_enough(count: int, is_pitched: bool) -> None:
    spacing = _spacing(drawn("张三李"[:count], 0.1, tuple(range(1, count))))

    assert spacing is not None
    assert spacing.is_pitched == is_pitched
    assert spacing.em == pytest.approx(1.1 * EM if is_pitched else EM, rel=0.02)


def test_ideographs_far_apart_set_no_em() -> None:
    spacing = _spacing(drawn("张三李", 0.4, (1, 2)))

    assert spacing is not None
    assert spacing.em == pytest.approx(EM, rel=0.02)


def test_the_probability_of_a_space_is_the_largest_between_two_characters() -> None:
    reading = drawn("张三李", 0.4, (2,), hint=0.3)

    assert space_probabilities(reading, visible(reading)) == pytest.approx([0, 0.3])


def test_a_third_of_the_chosen_values_are_not_above_the_low_third() -> None:
    values = np.array([5.0, 1.0, 4.0, 2.0, 3.0])

    assert low_third(values, values < 5) == 2
    assert low_third(values, values > 5) == 0
