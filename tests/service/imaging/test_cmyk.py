"""CMYK JPEG files without Adobe's marker, with inks that are inverted and inks that are not."""

import struct

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageChops

from service.imaging.opencv import open_jpeg
from tests.service.imaging.files import saved

WHITE, BLACK, RED = (0, 0, 0, 0), (0, 0, 0, 255), (0, 255, 255, 0)
RICH_BLACK = (200, 160, 160, 250)
APPLICATION_14 = b"\xff\xee"


def _inks(paper: tuple[int, ...], text: tuple[int, ...]) -> Pillow.Image:
    """A bar of one colour on another."""
    inks = Pillow.new("CMYK", (64, 48), paper)
    inks.paste(text, (16, 16, 48, 32))
    return inks


def _unmarked(inks: Pillow.Image, *, is_inverted: bool) -> bytes:
    """A JPEG file of these inks without Adobe's marker. Pillow inverts the inks."""
    data = saved(inks if is_inverted else ImageChops.invert(inks), "JPEG", quality=95)
    at = data.index(APPLICATION_14)
    (length,) = struct.unpack_from(">H", data, at + 2)
    return data[:at] + data[at + 2 + length :]


@pytest.mark.parametrize("is_inverted", [True, False])
@pytest.mark.parametrize(
    ("paper", "text"),
    [(WHITE, BLACK), (BLACK, WHITE), (RED, WHITE), (WHITE, RED), (RICH_BLACK, WHITE), (WHITE, RICH_BLACK)],
)
def test_an_unmarked_file_has_the_colours_of_its_inks(
    paper: tuple[int, ...], text: tuple[int, ...], *, is_inverted: bool
) -> None:
    inks = _inks(paper, text)
    pixels = open_jpeg(_unmarked(inks, is_inverted=is_inverted)).load()
    assert np.abs(pixels.astype(int) - np.asarray(inks.convert("RGB"))[..., ::-1]).mean() < 4


def test_inks_of_which_both_readings_can_be_printed_are_inverted() -> None:
    """As browsers, Pillow and OpenCV take them."""
    inks = _inks((0, 255, 255, 0), (255, 0, 0, 255))
    pixels = open_jpeg(_unmarked(inks, is_inverted=True)).load()
    assert np.abs(pixels.astype(int) - np.asarray(inks.convert("RGB"))[..., ::-1]).mean() < 4


def test_a_truncated_unmarked_file_is_decoded() -> None:
    data = _unmarked(_inks(WHITE, BLACK), is_inverted=True)
    pixels = open_jpeg(data[:-2]).load()
    assert (pixels[0, 0, 0], pixels[24, 32, 0]) == (255, 0)
