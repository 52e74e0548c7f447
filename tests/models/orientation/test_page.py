import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.orientation.page import MAX_LINES, aligned_quads, page_axis, page_direction
from models.page import Quad, TextLine


def _line(length: float, degrees: float = 0.0, height: float = 20.0) -> TextLine:
    """A line that is rotated clockwise."""
    upright = np.array([[0, 0], [length, 0], [length, height], [0, height]], np.float32) + 500
    rotation = cv2.getRotationMatrix2D((500, 500), -degrees, 1.0)
    quad: Quad = cv2.transform(upright[np.newaxis], rotation)[0].astype(np.float32)
    return TextLine(quad, "text", 1.0)


def _difference(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


def test_a_page_without_lines_has_the_direction_0() -> None:
    assert page_direction([]) == 0.0


def test_a_line_that_runs_down_to_the_right_has_a_positive_direction() -> None:
    """The quad and its direction, 67.6506°, are from a sample in Huawei Cloud's documentation."""
    quad = np.array([[517, 447], [540, 504], [505, 518], [482, 461]], np.float32)

    assert page_direction([TextLine(quad, "text", 1.0)]) == pytest.approx(67.65, abs=0.5)


@given(st.floats(0, 360))
def test_the_direction_of_a_page_is_that_of_most_text(degrees: float) -> None:
    lines = [_line(300 + 10 * i, degrees + offset) for i, offset in enumerate((-1.0, -0.5, 0.0, 0.5, 1.0))]
    sideways = [_line(200, degrees + 90), _line(250, degrees + 90), _line(100, degrees + 45)]

    direction = page_direction(lines + sideways)

    assert _difference(direction, degrees) <= 1.01
    assert 0 <= direction < 360


def test_the_direction_is_the_most_common_one_and_not_the_mean() -> None:
    lines = [_line(400, 0), _line(350, 90), _line(250, 180)]

    assert page_direction(lines) == pytest.approx(0, abs=1e-3)


def test_many_single_characters_do_not_outweigh_a_line() -> None:
    lines = [_line(400, 30), *[_line(20, 120)] * 40]

    assert page_direction(lines) == pytest.approx(30, abs=0.01)


def test_a_page_of_single_characters_has_a_direction() -> None:
    assert page_direction([_line(20, 0), *[_line(20, 90)] * 2]) == pytest.approx(90, abs=0.01)


@pytest.mark.parametrize("rise", [-1e-9, -1e-6, -0.0])
def test_a_direction_just_below_360_degrees_is_0(rise: float) -> None:
    quad = np.array([[0, 0], [100, rise], [100, 10 + rise], [0, 10]], np.float32)
    direction = page_direction([TextLine(quad, "text", 1.0)])

    assert direction == 0.0
    assert not np.signbit(direction)


def test_a_quad_without_area_has_the_direction_0() -> None:
    assert page_direction([TextLine(np.full((4, 2), 7, np.float32), "a", 1.0)]) == 0.0


def test_only_the_longest_lines_are_compared() -> None:
    long_lines = [_line(1000, 30) for _ in range(MAX_LINES)]
    short_lines = [_line(100, 0) for _ in range(8000)]  # longer in total, with another direction

    assert page_direction(short_lines + long_lines[:-1]) == pytest.approx(30, abs=0.01)
    assert page_direction(short_lines) == 0.0


@given(st.floats(0, 360), st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_the_axis_does_not_depend_on_the_first_corners(degrees: float, firsts: list[int]) -> None:
    lines = [_line(300 + 10 * i, degrees + offset) for i, offset in enumerate((-1.0, -0.5, 0.0, 0.5, 1.0))]
    quads = [np.roll(line.quad, first, axis=0) for line, first in zip(lines, firsts, strict=True)]
    axis = page_axis([*quads, _line(200, degrees + 90).quad])

    assert 0 <= axis < 180
    assert min(_difference(axis, degrees), _difference(axis + 180, degrees)) <= 1.01


def test_a_page_without_quads_has_the_axis_0() -> None:
    assert page_axis([]) == 0.0
    assert aligned_quads([], 0.0) == []


def test_a_few_lines_outweigh_many_nearly_square_regions() -> None:
    lines = [_line(59, 0, 22), _line(49, 0, 20)]

    assert page_axis([line.quad for line in [*lines, *[_line(22, 90, 20)] * 28]]) == pytest.approx(0)


@given(st.floats(0, 360), st.integers(0, 3))
def test_aligned_quads_start_where_text_of_that_direction_starts(degrees: float, first: int) -> None:
    short, long, deviating = _line(100, degrees), _line(300, degrees + 4), _line(400, degrees + 20)
    quads = [np.roll(line.quad, first, axis=0) for line in (short, deviating, long)]
    found = aligned_quads(quads, degrees)

    assert len(found) == 2
    np.testing.assert_array_equal(found[0], long.quad)
    np.testing.assert_array_equal(found[1], short.quad)
