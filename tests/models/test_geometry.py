import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import (
    between,
    boxes_of,
    clipped,
    clockwise,
    crop,
    crop_outline,
    crop_size,
    grown_rectangle,
    longer_side_first,
    middle,
    rotated_corners,
    side_lengths,
    with_line_margin,
)
from models.page import Quad


def _quad(*points: tuple[float, float]) -> Quad:
    return np.array(points, np.float32)


UPRIGHT = _quad((10, 20), (50, 20), (50, 32), (10, 32))


@given(st.permutations(range(4)), st.floats(-44, 44))
def test_corners_in_any_order_are_put_clockwise_from_the_top_left(order: list[int], degrees: float) -> None:
    rotation = cv2.getRotationMatrix2D((30, 26), degrees, 1.0)
    expected = cv2.transform(UPRIGHT[np.newaxis], rotation)[0]

    np.testing.assert_allclose(expected, clockwise(expected[order]), atol=1e-3)


def test_rotated_corners_start_one_corner_further_clockwise() -> None:
    np.testing.assert_array_equal(_quad((50, 20), (50, 32), (10, 32), (10, 20)), rotated_corners(UPRIGHT, 1))


def test_side_lengths_are_the_width_and_the_height() -> None:
    assert side_lengths(UPRIGHT) == (40, 12)


@given(st.floats(4, 400), st.floats(4, 400), st.floats(0.5, 2.5))
def test_a_grown_rectangle_moves_every_side_by_area_times_ratio_over_perimeter(
    width: float, height: float, ratio: float
) -> None:
    _, (wider, higher), angle = grown_rectangle(((5.0, 6.0), (width, height), 30.0), ratio)
    distance = width * height * ratio / (2 * width + 2 * height)

    assert angle == 30.0
    assert (wider - width, higher - height) == pytest.approx((2 * distance, 2 * distance))


def test_corners_outside_the_picture_are_clipped_to_its_edge() -> None:
    moved = clipped(_quad((-3, -1), (120, -1), (120, 40), (-3, 40)), 100, 30)

    np.testing.assert_array_equal(_quad((0, 0), (100, 0), (100, 30), (0, 30)), moved)


def test_a_part_of_a_slanted_quad_follows_its_upper_and_lower_side() -> None:
    slanted = _quad((0, 0), (100, 20), (90, 60), (-10, 20))

    np.testing.assert_allclose(between(slanted, 0.0, 1.0), slanted)
    np.testing.assert_allclose(between(slanted, 0.25, 0.5), _quad((25, 5), (50, 10), (40, 40), (15, 30)))


def test_a_part_of_a_rotated_quad_is_measured_from_its_first_corner() -> None:
    upside_down = rotated_corners(UPRIGHT, 2)

    np.testing.assert_allclose(between(upside_down, 0.0, 0.25), _quad((50, 32), (40, 32), (40, 20), (50, 20)))


def test_a_line_margin_is_added_beyond_the_longer_sides_only() -> None:
    wide = np.array([[10, 20], [110, 20], [110, 40], [10, 40]], np.float32)
    tall = wide[:, ::-1][[0, 3, 2, 1]]
    extended = np.array([[10, 19], [110, 19], [110, 41], [10, 41]], np.float32)

    extended_wide, extended_tall = with_line_margin(np.stack([wide, tall]), 0.05)
    np.testing.assert_allclose(extended_wide, extended, atol=1e-4)
    np.testing.assert_allclose(extended_tall, extended[:, ::-1][[0, 3, 2, 1]], atol=1e-4)


def test_a_line_margin_of_no_quads_gives_no_quads() -> None:
    assert with_line_margin(np.zeros((0, 4, 2), np.float32), 0.05).shape == (0, 4, 2)


def test_the_outline_of_an_upright_crop_is_clipped_and_that_of_a_slanted_crop_is_not() -> None:
    upright = _quad((-10, 5), (50, 5), (50, 15), (-10, 15))
    slanted = _quad((-10, 5), (50, 25), (46, 37), (-14, 17))

    np.testing.assert_array_equal(crop_outline(upright, 40, 30), _quad((0, 5), (40, 5), (40, 15), (0, 15)))
    np.testing.assert_array_equal(crop_outline(slanted, 40, 30), slanted)


def _numbered(height: int, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    ramp = np.add.outer(np.arange(height) * 3, np.arange(width)) % 256
    return np.repeat(ramp[:, :, np.newaxis], 3, axis=2).astype(np.uint8)


def test_an_upright_quad_is_cut_out_pixel_for_pixel() -> None:
    image = _numbered(60, 80)

    np.testing.assert_array_equal(image[20:32, 10:50], crop(image, UPRIGHT))


def test_a_quad_past_the_edge_is_cut_at_the_edge() -> None:
    image = _numbered(30, 40)

    np.testing.assert_array_equal(
        image[0:12, 0:40], crop(image, _quad((-5, -4), (60, -4), (60, 12), (-5, 12)))
    )


@pytest.mark.parametrize(
    "quad", [_quad((90, 90), (95, 90), (95, 95), (90, 95)), np.zeros((4, 2), np.float32)]
)
def test_a_quad_outside_the_picture_gives_at_least_one_pixel(quad: Quad) -> None:
    assert crop(_numbered(30, 40), quad).size > 0


def test_a_slanted_quad_is_rotated_upright() -> None:
    image = np.zeros((200, 200, 3), np.uint8)
    cv2.rectangle(image, (40, 90), (160, 110), (255, 255, 255), -1)
    rotation = cv2.getRotationMatrix2D((100, 100), 30, 1.0)
    slanted = cv2.warpAffine(image, rotation, (200, 200))
    quad = cv2.transform(_quad((40, 90), (160, 90), (160, 110), (40, 110))[np.newaxis], rotation)[0]

    pixels = crop(slanted.astype(np.uint8), quad)

    assert abs(pixels.shape[1] - 120) <= 1
    assert abs(pixels.shape[0] - 20) <= 1
    assert pixels[4:-4, 4:-4].min() > 200


@given(st.tuples(*[st.floats(-40, 140)] * 2), st.floats(1, 120), st.floats(1, 60), st.floats(-44, 44))
def test_the_predicted_size_of_a_crop_is_its_size(
    moved: tuple[float, float], width: float, height: float, degrees: float
) -> None:
    """The crops are sliced and warped. They lie inside the picture or reach past its edges."""
    picture = np.zeros((80, 100, 3), np.uint8)
    straight = _quad((0, 0), (width, 0), (width, height), (0, height)) + np.array(moved, np.float32)
    slanted = cv2.transform(straight[np.newaxis], cv2.getRotationMatrix2D(moved, degrees, 1.0))[0]
    for quad in (straight, np.asarray(slanted, np.float32)):
        rows, columns = crop(picture, quad).shape[:2]

        assert crop_size(quad, 100, 80) == (columns, rows)


def test_the_longer_side_comes_first() -> None:
    np.testing.assert_array_equal(longer_side_first(UPRIGHT), UPRIGHT)
    np.testing.assert_array_equal(longer_side_first(rotated_corners(UPRIGHT, 1)), rotated_corners(UPRIGHT, 2))


def test_a_long_quad_is_reduced_to_its_middle_and_a_short_one_is_kept() -> None:
    np.testing.assert_allclose(middle(UPRIGHT, 2), _quad((18, 20), (42, 20), (42, 32), (18, 32)), rtol=1e-5)
    np.testing.assert_array_equal(middle(UPRIGHT, 4), UPRIGHT)


def test_the_box_of_a_quad_encloses_its_corners() -> None:
    tilted = np.array([[10, 5], [50, 0], [52, 20], [12, 25]], np.float32)

    assert boxes_of([tilted]).tolist() == [[10, 0, 52, 25]]
    assert boxes_of([]).shape == (0, 4)
