"""Icon files: the largest picture is decoded."""

import struct
import tracemalloc

import numpy as np
import pytest
from PIL import Image as Pillow

from service.errors import UnsupportedFormat
from service.imaging.icon import open_icon
from service.imaging.transparency import to_bgr
from tests.service.imaging.files import bitmap, icon, saved

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


def _png(side: int, colour: tuple[int, ...]) -> bytes:
    return saved(Pillow.new("RGBA", (side, side), colour), "PNG")


def _dib(side: int, bgra: bytes) -> bytes:
    """A bitmap as in icon files: no file header, and twice the height for an empty mask."""
    return bitmap((side, 2 * side), 32, bgra * side * side)[14:] + bytes((side + 31) // 32 * 4 * side)


@pytest.mark.parametrize("small", [_png(16, BLUE), _dib(16, b"\xff\0\0\xff")])
@pytest.mark.parametrize("large", [_png(40, RED), _dib(40, b"\0\0\xff\xff")])
@pytest.mark.parametrize("swapped", [False, True])
def test_the_largest_picture_is_decoded(small: bytes, large: bytes, swapped: bool) -> None:
    """The directory states that the small picture is the larger one."""
    entries = [(200, 32, small), (8, 32, large)]
    read = open_icon(icon(*(entries[::-1] if swapped else entries)))
    assert (read.width, read.height) == (40, 40)
    assert read.load()[20, 20, :3].tolist() == [0, 0, 255]


def test_a_picture_wider_than_256_pixels_is_decoded_completely() -> None:
    assert open_icon(icon((0, 32, _png(300, RED)))).load().shape[:2] == (300, 300)


def test_the_bit_depth_of_the_bitmap_wins_over_the_directory() -> None:
    """With the bit depth of the directory, the alpha of a half transparent pixel would be lost."""
    assert np.unique(open_icon(icon((20, 8, _dib(20, b"\0\0\xff\x80")))).load()[..., 3]).tolist() == [128]


def test_a_bitmap_with_an_unused_alpha_channel_is_opaque() -> None:
    read = open_icon(icon((20, 32, _dib(20, b"\1\2\3\0"))))
    image = to_bgr(read.load(), alpha_is_optional=read.alpha_is_optional)
    assert np.unique(image.reshape(-1, 3), axis=0).tolist() == [[1, 2, 3]]


@pytest.mark.parametrize("bits", [1, 4, 8, 24])
def test_pixels_in_the_mask_are_transparent(bits: int) -> None:
    """The mask is set for the upper half, which is stored last."""
    palette = b"\0\0\0\0\xff\xff\xff\0" + bytes(4 * (2**bits - 2)) if bits <= 8 else b""
    stride = (16 * bits + 31) // 32 * 4
    body = bitmap((16, 32), bits, bytes(stride * 16), extra=palette)[14:]
    mask = bytes(4 * 8) + b"\xff\xff\0\0" * 8
    alpha = open_icon(icon((16, bits, body + mask))).load()[..., 3]
    assert (alpha[:8].max(), alpha[8:].min()) == (0, 255)


@pytest.mark.parametrize("data", [icon((20, 32, b"")), icon((20, 32, b"\x28\0\0\0")), icon((0, 0, b""))[:10]])
def test_an_icon_without_a_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        open_icon(data)


def test_many_entries_that_name_one_large_body_are_not_copied() -> None:
    """The file would take 16 GB if every entry had a copy of its body."""
    one = icon((20, 32, _dib(20, b"\1\2\3\xff") + bytes(1 << 20)))
    entry, body, count = one[6:22], one[22:], 16_000
    moved = entry[:12] + struct.pack("<I", 6 + 16 * count)
    data = struct.pack("<3H", 0, 1, count) + moved * count + body

    tracemalloc.start()
    read = open_icon(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 1 << 20
    assert read.load().shape[:2] == (20, 20)
