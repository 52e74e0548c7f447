import numpy as np
import pytest

from models.ink import gaps, ink
from models.page import Image


def _bars(text: tuple[int, int, int], ground: tuple[int, int, int]) -> Image:
    """A strip with bars of ink in the columns 20 to 29 and 50 to 89, in the rows 10 to 37."""
    pixels = np.full((48, 200, 3), ground, np.uint8)
    for start, end in ((20, 30), (50, 90)):
        pixels[10:38, start:end] = text
    return pixels


def _gaps(pixels: Image) -> list[list[int]]:
    found: list[list[int]] = gaps(np.any(ink(pixels), axis=0)).tolist()
    return found


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ((0, 0, 0), (255, 255, 255)),
        ((255, 255, 255), (0, 0, 0)),
        ((255, 0, 0), (0, 0, 0)),
        ((0, 0, 255), (0, 127, 0)),
        ((200, 200, 200), (230, 230, 230)),
    ],
    ids=["dark on light", "light on dark", "blue on black", "red on green", "pale"],
)
def test_the_ink_is_found_in_any_colours(text: tuple[int, int, int], ground: tuple[int, int, int]) -> None:
    assert _gaps(_bars(text, ground)) == [[0, 20], [30, 50], [90, 200]]


def test_noise_is_no_ink() -> None:
    noise = np.random.default_rng(1).integers(0, 12, (48, 200, 3), dtype=np.uint8)

    assert _gaps(_bars((0, 0, 0), (240, 240, 240)) + noise) == [[0, 20], [30, 50], [90, 200]]
    assert not ink(np.full((48, 200, 3), 240, np.uint8) + noise).any()


def test_a_gradient_of_the_ground_is_no_ink() -> None:
    pixels = _bars((255, 255, 255), (0, 0, 0)).astype(np.float32)
    ground = np.stack([np.linspace(20, 70, 200), np.full(200, 40.0), np.linspace(150, 190, 200)], axis=1)

    assert _gaps(np.maximum(pixels, ground).astype(np.uint8)) == [[0, 20], [30, 50], [90, 200]]


@pytest.mark.parametrize("row", [24, 40], ids=["strike-through", "underline"])
def test_a_line_along_the_text_is_no_ink(row: int) -> None:
    pixels = _bars((0, 0, 0), (255, 255, 255))
    pixels[row : row + 3, 15:180] = 0

    assert _gaps(pixels) == [[0, 20], [30, 50], [90, 200]]


def test_a_dash_of_two_characters_is_ink() -> None:
    pixels = _bars((0, 0, 0), (255, 255, 255))
    pixels[24:27, 100:165] = 0

    assert _gaps(pixels) == [[0, 20], [30, 50], [90, 100], [165, 200]]


def test_a_line_without_other_ink_is_ink() -> None:
    pixels = np.full((48, 200, 3), 255, np.uint8)
    pixels[24:27, 15:180] = 0

    assert _gaps(pixels) == [[0, 15], [180, 200]]


def test_a_row_without_ink_is_one_gap() -> None:
    assert gaps(np.zeros(9, bool)).tolist() == [[0, 9]]
    assert gaps(np.ones(9, bool)).tolist() == []
