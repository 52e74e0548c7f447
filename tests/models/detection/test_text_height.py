import cv2
import numpy as np
import pytest

from models.detection.text_height import MAX_SAMPLE, MIN_ASPECT, MIN_INK, ink_height, text_heights
from models.page import Image
from tests.models.detection.quads import quad_of, rotated_quad

RATIO, NO_LIMIT = 2.0, 1000.0


def _page(height: int = 200, width: int = 400) -> Image:
    return np.full((height, width, 3), 255, np.uint8)


def _write(page: Image, top: int, height: int, level: int = 0) -> Image:
    """Strokes of `height` rows, two columns wide, with gaps of two columns, from column 20 to 300."""
    for column in range(20, 300, 4):
        page[top : top + height, column : column + 2] = level
    return page


@pytest.mark.parametrize("height", [5, 8, 12, 21])
def test_the_ink_height_is_that_of_the_strokes(height: int) -> None:
    assert ink_height(_write(_page(30), 5, height)) == height


@pytest.mark.parametrize(("ground", "level"), [(20, 200), (200, 150)])
def test_light_and_faint_text_is_measured_like_black_text(ground: int, level: int) -> None:
    line = np.full((30, 400, 3), ground, np.uint8)

    assert ink_height(_write(line, 9, 12, level=level)) == 12


def test_parts_of_neighbouring_lines_do_not_count() -> None:
    line = _write(_write(_write(_page(32), 0, 3), 10, 12), 28, 4)

    assert ink_height(line) == 12


def test_borders_of_a_cell_do_not_count() -> None:
    line = _write(_page(32), 10, 12)
    line[[1, 30]] = 180
    line[:, [4, 390]] = 180

    assert ink_height(line) == 12


def test_a_gap_inside_a_character_does_not_split_it() -> None:
    assert ink_height(_write(_write(_page(30), 6, 5), 13, 7)) == 14


def test_an_even_picture_has_no_ink() -> None:
    assert ink_height(_page(30)) == 0
    assert ink_height(_page(30, 1)) == 0


def test_a_region_much_higher_than_its_ink_counts_by_its_ink() -> None:
    page = _write(_page(), 60, 12)

    assert text_heights(page, [quad_of(10, 51, 310, 81)], RATIO, NO_LIMIT) == [24]


def test_a_region_close_to_its_ink_counts_by_its_own_height() -> None:
    page = _write(_page(), 60, 12)

    assert text_heights(page, [quad_of(10, 57, 310, 75)], RATIO, NO_LIMIT) == [18]


def test_a_region_above_the_largest_height_is_not_measured() -> None:
    page = _write(_page(), 60, 12)
    quads = [quad_of(10, 50, 310, 80)]

    assert text_heights(page, quads, RATIO, 30) == [24]
    assert text_heights(page, quads, RATIO, 29) == [30]


def test_a_region_shorter_than_one_and_a_half_heights_is_left_out() -> None:
    page = _write(_page(), 60, 12)
    long, short = quad_of(10, 50, 10 + 40 * MIN_ASPECT, 90), quad_of(10, 50, 9 + 40 * MIN_ASPECT, 90)

    assert len(text_heights(page, [long, short], RATIO, NO_LIMIT)) == 1
    assert text_heights(page, [short], RATIO, NO_LIMIT) == []


def test_a_dash_says_nothing_about_the_height_of_its_line() -> None:
    dash, digits = _write(_page(), 60, int(36 * MIN_INK) - 1), _write(_page(), 60, int(36 * MIN_INK))
    quads = [quad_of(10, 45, 310, 81)]

    assert text_heights(dash, quads, RATIO, NO_LIMIT) == [36]
    assert text_heights(digits, quads, RATIO, NO_LIMIT) == [12]


def test_a_slanted_line_is_measured_across_its_direction() -> None:
    page = _write(_page(), 90, 12)
    turn = cv2.getRotationMatrix2D((160, 96), -10, 1)
    turned = np.asarray(cv2.warpAffine(page, turn, (400, 200), borderValue=(255, 255, 255)), np.uint8)

    (height,) = text_heights(turned, [rotated_quad(160, 96, 290, 32, 10)], RATIO, NO_LIMIT)
    assert height == pytest.approx(24, abs=4)


def test_a_column_is_measured_across_its_direction() -> None:
    page = np.ascontiguousarray(_write(_page(), 90, 12).transpose(1, 0, 2))

    assert text_heights(page, [quad_of(80, 10, 112, 310)], RATIO, NO_LIMIT) == [24]


def test_many_lines_are_represented_by_an_even_sample() -> None:
    page = _page()
    quads = [quad_of(0, 0, 200, 10 + i) for i in range(3 * MAX_SAMPLE)]

    assert text_heights(page, quads, RATIO, NO_LIMIT) == [10.0 + 3 * i for i in range(MAX_SAMPLE)]
    assert len(text_heights(page, quads[:MAX_SAMPLE], RATIO, NO_LIMIT)) == MAX_SAMPLE


def test_no_lines_have_no_heights() -> None:
    assert text_heights(_page(), [], RATIO, NO_LIMIT) == []
