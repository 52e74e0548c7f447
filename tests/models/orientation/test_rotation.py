import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.orientation.rotation import rotation_of
from models.page import Image, Quad

TEXT = np.array([[60, 40], [140, 40], [140, 60], [60, 60]], np.float32)


def _page(degrees: float) -> tuple[Image, Quad]:
    """A white page of 300 x 200 pixels with a black bar, rotated clockwise, and the quad of the bar."""
    page = np.full((200, 300, 3), 255, np.uint8)
    cv2.rectangle(page, (60, 40), (139, 59), (0, 0, 0), -1)
    rotation = cv2.getRotationMatrix2D((100, 50), -degrees, 1.0)
    between_centres = np.column_stack([rotation[:, :2], rotation[:, 2] + rotation[:, :2] @ (0.5, 0.5) - 0.5])
    rotated = cv2.warpAffine(page, between_centres, (300, 200), borderValue=(255, 255, 255))
    return rotated.astype(np.uint8), cv2.transform(TEXT[np.newaxis], rotation)[0].astype(np.float32)


@given(st.floats(-179, 180))
def test_a_rotated_line_is_horizontal_on_the_upright_page_and_maps_back(degrees: float) -> None:
    page, quad = _page(degrees)
    rotation = rotation_of(300, 200, [quad], degrees)
    upright = rotation.to_upright(page)
    dark = np.argwhere(upright[:, :, 0] < 100)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
    found = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)

    assert upright.shape == (rotation.height, rotation.width, 3)
    assert abs(right - left - 80) <= 4
    assert abs(bottom - top - 20) <= 4
    np.testing.assert_allclose(rotation.to_original(found), quad, atol=3)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_rotation_by_a_multiple_of_90_degrees_moves_pixels_and_keeps_the_whole_page(quarters: int) -> None:
    page = np.random.default_rng(5).integers(0, 256, (20, 30, 3), np.uint8)
    rotation = rotation_of(30, 20, [TEXT], quarters * 90 + 0.3)

    np.testing.assert_array_equal(rotation.to_upright(page), np.rot90(page, quarters))


def test_any_other_rotation_keeps_the_area_of_the_text() -> None:
    rotation = rotation_of(3000, 2000, [TEXT, TEXT + 100], 30)

    assert rotation.width < 250
    assert rotation.height < 200


def test_the_upright_page_is_not_larger_than_the_rotated_page() -> None:
    everything = np.array([[-900, -900], [1200, -900], [1200, 1100], [-900, 1100]], np.float32)
    rotation = rotation_of(300, 200, [everything], 45)

    assert (rotation.width, rotation.height) == pytest.approx((354, 354), abs=1)
