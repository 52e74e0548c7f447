"""Files that Pillow decodes: eight bits a channel, in the right colours."""

import threading
import warnings
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL.GifImagePlugin import GifImageFile
from PIL.TgaImagePlugin import TgaImageFile
from PIL.TiffImagePlugin import TiffImageFile

from service.imaging import pillow
from service.imaging.picture import Pixels
from tests.service.imaging.files import picture, saved, tga, tiff

GREYS = [0, 64, 128, 255]


def _read(data: bytes) -> Pixels:
    return pillow.open_picture(TiffImageFile, data).load()


def _ramp(values: list[float], kind: str) -> NDArray[Any]:
    return np.tile(np.array(values, kind), (16, 4))


@pytest.mark.parametrize(
    ("samples", "sample_format"),
    [
        (_ramp([0, 64, 128, 255], "<u1"), 1),
        (_ramp([0, 16448, 32896, 65535], "<u2"), 1),
        (_ramp([0, 16448, 32896, 65535], ">u2"), 1),
        (_ramp([-32768, -16320, 128, 32767], "<i2"), 2),
        (_ramp([0, 1077952576, 2155905152, 4294967295], "<u4"), 1),
        (_ramp([-(2**31), -1069531136, 8421504, 2**31 - 1], "<i4"), 2),
        (_ramp([-(2**31), -1069531136, 8421504, 2**31 - 1], ">i4"), 2),
        (_ramp([0, 64 / 255, 128 / 255, 1], "<f4"), 3),
        (_ramp([0, 64 / 255, 128 / 255, 1], ">f4"), 3),
        (_ramp([0, 64, 128, 255], "<f4"), 3),
        (_ramp([-1, 64 / 127.5 - 1, 128 / 127.5 - 1, 1], "<f4"), 3),
    ],
)
def test_a_grey_tiff_of_any_numeric_type_is_scaled(samples: NDArray[Any], sample_format: int) -> None:
    assert _read(tiff(samples, 1, sample_format))[0, :4].tolist() == GREYS


@pytest.mark.parametrize("kind", ["<u1", "<u2", "<f4"])
def test_a_tiff_with_white_at_zero_is_inverted(kind: str) -> None:
    top = {"<u1": 255, "<u2": 65535, "<f4": 1}[kind]
    samples = _ramp([0, top / 5, top / 5 * 4, top], kind)
    assert _read(tiff(samples, 0, 3 if kind == "<f4" else 1))[0, :4].tolist() == [255, 204, 51, 0]


@pytest.mark.parametrize("order", "<>")
def test_a_colour_tiff_of_16_bits_is_scaled(order: str) -> None:
    samples = np.full((16, 16, 3), (65535, 32896, 16448), f"{order}u2")
    assert _read(tiff(samples, 2))[0, 0].tolist() == [64, 128, 255]


@pytest.mark.parametrize(("extra", "expected"), [(2, [50, 100, 200, 128]), (1, [100, 199, 255, 128])])
def test_premultiplied_alpha_is_divided_out(extra: int, expected: list[int]) -> None:
    samples = np.full((16, 16, 4), (200, 100, 50, 128), "u1")
    pixels = _read(tiff(samples, 2, more={338: [extra]}))
    assert np.abs(pixels[0, 0].astype(int) - expected).max() <= 1


@pytest.mark.parametrize("extra", [1, 2])
def test_grey_with_alpha_keeps_both(extra: int) -> None:
    samples = np.full((16, 16, 2), (60, 128), "u1")
    grey = 60 if extra == 2 else 120
    assert (
        np.abs(_read(tiff(samples, 1, more={338: [extra]}))[0, 0] - np.array([grey] * 3 + [128])).max() <= 1
    )


def test_a_cmyk_tiff_is_decoded_in_the_right_colours() -> None:
    inks = Pillow.new("CMYK", (20, 20), (0, 255, 255, 0))
    assert _read(saved(inks, "TIFF"))[0, 0].tolist() == [0, 0, 255]


@pytest.mark.parametrize(
    ("lab", "bgr"),
    [
        ((255, 0, 0), (255, 255, 255)),
        ((0, 0, 0), (0, 0, 0)),
        ((137, 0, 0), (128, 128, 128)),
        ((138, 81, 70), (0, 0, 255)),
        ((75, 68, 144), (255, 0, 0)),
    ],
)
def test_a_lab_tiff_is_decoded_in_the_right_colours(lab: tuple[int, ...], bgr: tuple[int, ...]) -> None:
    """Lightness in 0..255, a and b as signed bytes. Under D50, red is 54, 81, 70 and blue is 30, 68, -112."""
    pixels = _read(tiff(np.full((16, 16, 3), lab, "u1"), 8))
    at_the_edge_of_the_gamut = 25
    assert np.abs(pixels[0, 0].astype(int) - bgr).max() <= (at_the_edge_of_the_gamut if lab[1] else 1)


@pytest.mark.parametrize("subsampling", [0, 2])
def test_a_tiff_with_jpeg_compression_is_decoded_in_the_right_colours(subsampling: int) -> None:
    image = Pillow.new("RGB", (32, 32), (200, 100, 50))
    data = saved(image, "TIFF", compression="jpeg", quality=95, tiffinfo={530: (1 + subsampling // 2,) * 2})
    assert np.abs(_read(data)[5, 5].astype(int) - (50, 100, 200)).max() <= 4


def test_a_tall_picture_is_converted_in_row_slices_without_a_seam() -> None:
    tall = np.tile(picture(), (100, 40, 1))
    data = saved(Pillow.fromarray(tall[..., ::-1].copy()), "TIFF")
    assert np.array_equal(_read(data), tall)


@pytest.mark.parametrize(
    ("flags", "corner"), [(0x00, (-1, 0)), (0x20, (0, 0)), (0x10, (-1, -1)), (0x30, (0, -1))]
)
def test_a_tga_may_start_in_any_corner(flags: int, corner: tuple[int, int]) -> None:
    body = b"\xff\xff\xff" + bytes(20 * 16 * 3 - 3)
    pixels = pillow.open_picture(TgaImageFile, tga(2, (20, 16), 24, body, flags)).load()
    assert pixels[corner].tolist() == [255] * 3
    assert np.count_nonzero(pixels) == 3


def test_a_gif_frame_smaller_than_the_canvas_keeps_its_position() -> None:
    """A frame of one black pixel at (5, 7). The bytes are built here, because Pillow writes whole frames."""
    head = b"GIF89a\x14\0\x14\0\x80\0\0" + b"\xff\xff\xff\0\0\0"
    control = b"!\xf9\x04\1\0\0\0\0"
    frame = b",\5\0\7\0\1\0\1\0\0\2\2\x4c\1\0;"
    pixels = pillow.open_picture(GifImageFile, head + control + frame).load()
    assert np.argwhere(pixels[..., 3] == 255).tolist() == [[7, 5]]


def test_warnings_are_suppressed_until_the_last_thread_is_done() -> None:
    """Two threads overlap, and the first one finishes first. Afterwards the filters are unchanged."""
    before = list(warnings.filters)
    entered, leave = threading.Event(), threading.Event()

    def overlap() -> None:
        with pillow._suppressed_warnings:
            entered.set()
            leave.wait(10)

    other = threading.Thread(target=overlap)
    with pillow._suppressed_warnings:
        other.start()
        assert entered.wait(10)
    try:
        warnings.warn_explicit("odd", UserWarning, "x.py", 1, module="PIL.TiffImagePlugin")
    finally:
        leave.set()
        other.join()
    assert list(warnings.filters) == before
    with pytest.warns(UserWarning, match="odd"):
        warnings.warn_explicit("odd", UserWarning, "x.py", 1, module="PIL.TiffImagePlugin")
