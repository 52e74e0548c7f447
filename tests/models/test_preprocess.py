import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalog.detector_parameters import CanvasRule
from models.preprocess import CANVAS_STEP, PADDING, canvas_near, canvas_size, resized, scaled_to_height, strip

SIDES = st.integers(15, 30000)


RULE = CanvasRule(min_side=640, pixels=700_000, reduction=3, max_pixels=4_000_000)


@given(SIDES, SIDES)
def test_the_sides_of_a_canvas_are_whole_steps_and_its_pixels_are_within_the_limit(
    width: int, height: int
) -> None:
    columns, rows = canvas_size(width, height, RULE)

    assert columns % CANVAS_STEP == rows % CANVAS_STEP == 0
    assert (columns - CANVAS_STEP) * (rows - CANVAS_STEP) <= RULE.max_pixels


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 800), (640, 800)),
        ((100, 100), (640, 640)),
        ((1080, 1920), (640, 1248)),
        ((3000, 4000), (1728, 2144)),
    ],
)
def test_small_pages_are_enlarged_and_large_ones_are_reduced(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert canvas_size(*size, RULE) == expected


@given(st.integers(300, 3000), st.integers(300, 3000), st.integers(300_000, 4_000_000))
def test_the_nearest_canvas_is_within_one_step_of_the_pixels_and_the_aspect_ratio(
    width: int, height: int, pixels: int
) -> None:
    columns, rows = canvas_near(width, height, pixels)

    assert 0.8 < columns * rows / pixels < 1.25
    assert 0.8 < (columns / rows) / (width / height) < 1.25


def test_pages_of_many_sizes_share_few_canvases() -> None:
    sides = range(300, 3000, 50)
    canvases = {canvas_size(width, height, RULE) for width in sides for height in sides}

    assert len(canvases) < 120


def test_a_picture_that_has_the_size_is_not_copied() -> None:
    image = np.zeros((4, 6, 3), np.uint8)

    assert resized(image, 6, 4) is image


def test_a_thin_line_survives_a_strong_reduction() -> None:
    image = np.full((400, 400, 3), 255, np.uint8)
    image[:, 201] = 0

    assert resized(image, 100, 100).min() < 220


def test_a_strip_is_padded_with_grey_on_the_right() -> None:
    made = strip(np.full((24, 50, 3), 255, np.uint8), 48, 160)

    assert made.shape == (48, 160, 3)
    assert (made[:, :100] == 255).all()
    assert (made[:, 100:] == PADDING).all()


def test_a_crop_that_is_too_long_is_squeezed_into_the_strip() -> None:
    made = strip(np.full((10, 1000, 3), 255, np.uint8), 48, 192)

    assert (made == 255).all()


def test_a_picture_that_is_scaled_to_a_height_keeps_its_aspect_ratio() -> None:
    assert scaled_to_height(np.zeros((24, 50, 3), np.uint8), 48).shape == (48, 100, 3)
