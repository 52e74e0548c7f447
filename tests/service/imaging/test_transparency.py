"""Compositing of transparent pictures."""

import numpy as np
import pytest
from numpy.typing import NDArray

from service.imaging.transparency import FAINT, SOLID, to_bgr
from tests.service.imaging.files import picture


def _with_alpha(colour: int, alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.dstack((np.full((*alpha.shape, 3), colour, np.uint8), alpha))


ALPHA = np.tile(np.arange(0, 256, dtype=np.uint8), (16, 1))


def test_dark_text_without_background_is_composited_over_white() -> None:
    image = to_bgr(_with_alpha(20, ALPHA), alpha_is_optional=False)
    assert np.abs(image[0, :, 0] - (255 - ALPHA[0] * (235 / 255))).max() <= 0.6


def test_light_text_without_background_is_composited_over_black() -> None:
    image = to_bgr(_with_alpha(240, ALPHA), alpha_is_optional=False)
    assert np.abs(image[0, :, 0] - ALPHA[0] * (240 / 255)).max() <= 0.6


def test_colours_of_transparent_pixels_do_not_count() -> None:
    """The text is dark, and its transparent pixels are stored as white."""
    pixels = np.zeros((100, 100, 4), np.uint8)
    pixels[..., :3] = 255
    pixels[50, 40:60] = (0, 0, 0, 255)
    image = to_bgr(pixels, alpha_is_optional=False)
    assert (image[0, 0].tolist(), image[50, 50].tolist()) == ([255] * 3, [0] * 3)


def test_a_tall_picture_is_composited_in_row_slices_without_a_seam() -> None:
    pixels = _with_alpha(0, np.full((3000, 1000), 51, np.uint8))
    assert np.unique(to_bgr(pixels, alpha_is_optional=False)).tolist() == [204]


def test_a_transparent_picture_is_white() -> None:
    assert to_bgr(np.zeros((20, 20, 4), np.uint8), alpha_is_optional=False).min() == 255


def test_an_unused_alpha_channel_is_ignored() -> None:
    pixels = _with_alpha(77, np.zeros((20, 20), np.uint8))
    assert np.unique(to_bgr(pixels, alpha_is_optional=True)).tolist() == [77]


def test_an_opaque_alpha_channel_is_dropped() -> None:
    image = picture()
    pixels = np.dstack((image, np.full(image.shape[:2], 255, np.uint8)))
    assert np.array_equal(to_bgr(pixels, alpha_is_optional=False), image)


def _layer(height: int = 60, width: int = 200) -> NDArray[np.uint8]:
    """A transparent picture."""
    return np.zeros((height, width, 4), np.uint8)


def _bar(layer: NDArray[np.uint8], left: int, level: int, alpha: int = 255) -> None:
    """Draw a grey bar, 4 x 40 pixels, such as a stroke of a letter."""
    layer[10:50, left : left + 4] = (level, level, level, alpha)


def _around(image: NDArray[np.uint8], left: int) -> int:
    """The level left of a bar."""
    return int(image[30, left - 3, 0])


def test_dark_text_outside_a_white_card_is_composited_over_white() -> None:
    layer = _layer()
    layer[:, :120] = 255
    _bar(layer, 40, 0)
    _bar(layer, 160, 0)
    image = to_bgr(layer, alpha_is_optional=False)
    assert (_around(image, 160), image[30, 160, 0]) == (255, 0)
    assert np.array_equal(image[:, :120], layer[:, :120, :3])


def test_light_text_outside_a_dark_card_is_composited_over_black() -> None:
    layer = _layer()
    layer[:, :120] = (0, 0, 0, 255)
    _bar(layer, 40, 255)
    _bar(layer, 160, 255)
    image = to_bgr(layer, alpha_is_optional=False)
    assert (_around(image, 160), image[30, 160, 0]) == (0, 255)


def test_light_text_beside_dark_text_has_its_own_background() -> None:
    layer = _layer()
    _bar(layer, 40, 255)
    _bar(layer, 60, 255)
    _bar(layer, 150, 0)
    image = to_bgr(layer, alpha_is_optional=False)
    assert [_around(image, left) for left in (40, 60, 150)] == [0, 0, 255]


@pytest.mark.parametrize(("level", "background"), [(57, 255), (58, 0)])
def test_text_of_a_middle_level_keeps_the_background_of_the_picture(level: int, background: int) -> None:
    """On black, the edges of level 57 are 0.59 of the largest that count, those of level 58 are 0.60."""
    layer = _layer()
    for left in (20, 40, 60):
        _bar(layer, left, 255)
    _bar(layer, 150, level)
    image = to_bgr(layer, alpha_is_optional=False)
    assert [_around(image, left) for left in (20, 150)] == [0, background]


@pytest.mark.parametrize("alpha", [SOLID - 1, FAINT])
def test_faded_text_has_its_own_background(alpha: int) -> None:
    layer = _layer()
    for left in (20, 40, 60):
        _bar(layer, left, 255)
    _bar(layer, 150, 0, alpha)
    image = to_bgr(layer, alpha_is_optional=False)
    assert [_around(image, left) for left in (20, 150)] == [0, 255]


def test_a_shadow_does_not_join_shapes() -> None:
    layer = _layer()
    layer[5:55] = (0, 0, 0, 60)
    for left in (20, 40, 60):
        _bar(layer, left, 255)
    _bar(layer, 150, 0)
    image = to_bgr(layer, alpha_is_optional=False)
    assert [int(image[0, left, 0]) for left in (20, 150)] == [0, 255]


def test_the_backgrounds_of_a_large_picture_are_chosen_on_a_smaller_copy() -> None:
    layer = _layer(2000, 3000)
    layer[:, :2000] = 255
    _bar(layer, 2500, 0)
    image = to_bgr(layer, alpha_is_optional=False)
    assert (_around(image, 2500), image[30, 2500, 0]) == (255, 0)


def test_a_picture_of_one_tone_has_one_background() -> None:
    layer = _layer()
    for left, level in ((20, 200), (60, 255), (100, 120), (140, 240)):
        _bar(layer, left, level)
    image = to_bgr(layer, alpha_is_optional=False)
    assert np.unique(image[layer[..., 3] == 0]).tolist() == [0]
