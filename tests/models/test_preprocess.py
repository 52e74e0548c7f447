import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.preprocess import CANVAS_STEP, PADDING, CanvasRule, canvas_size, resized, shaped, strip

SIDES = st.integers(15, 30000)


RULE = CanvasRule(side=640, pixels=700_000, reduction=3, most=4_000_000)


@given(SIDES, SIDES)
def test_a_canvas_is_made_of_whole_steps_and_has_no_more_pixels_than_the_rule_allows(
    width: int, height: int
) -> None:
    columns, rows = canvas_size(width, height, RULE)

    assert columns % CANVAS_STEP == rows % CANVAS_STEP == 0
    assert (columns - CANVAS_STEP) * (rows - CANVAS_STEP) <= RULE.most


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 800), (640, 800)),
        ((100, 100), (640, 640)),
        ((1080, 1920), (640, 1248)),
        ((3000, 4000), (1728, 2144)),
    ],
)
def test_small_pages_grow_and_large_ones_shrink(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert expected == canvas_size(*size, RULE)


@given(st.integers(300, 3000), st.integers(300, 3000), st.integers(300_000, 4_000_000))
def test_a_canvas_has_about_the_pixels_and_the_shape_that_are_wanted(
    width: int, height: int, pixels: int
) -> None:
    across, down = shaped(width, height, pixels)

    assert 0.8 < across * down / pixels < 1.25
    assert 0.8 < (across / down) / (width / height) < 1.25


def test_all_pages_are_seen_on_few_canvases() -> None:
    sides = range(300, 3000, 50)
    canvases = {canvas_size(width, height, RULE) for width in sides for height in sides}

    assert len(canvases) < 120


def test_a_picture_that_has_the_size_already_is_not_copied() -> None:
    image = np.zeros((4, 6, 3), np.uint8)

    assert resized(image, 6, 4) is image


def test_a_thin_line_survives_a_strong_reduction() -> None:
    image = np.full((400, 400, 3), 255, np.uint8)
    image[:, 201] = 0

    assert resized(image, 100, 100).min() < 220


def test_a_strip_has_the_crop_on_the_left_and_grey_on_the_right() -> None:
    made = strip(np.full((24, 50, 3), 255, np.uint8), 48, 160)

    assert made.shape == (48, 160, 3)
    assert (made[:, :100] == 255).all()
    assert (made[:, 100:] == PADDING).all()


def test_a_crop_that_is_too_long_is_squeezed_into_the_strip() -> None:
    made = strip(np.full((10, 1000, 3), 255, np.uint8), 48, 192)

    assert (made == 255).all()
