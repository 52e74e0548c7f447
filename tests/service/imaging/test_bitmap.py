"""BMP files of every variant."""

import struct

import numpy as np
import pytest

from service.errors import UnsupportedFormat
from service.imaging.bitmap import open_bitmap
from tests.service.imaging.files import bitmap

WORDS = np.arange(16 * 20, dtype=np.uint32).reshape(16, 20) * 0x01030507 % 0x1000000


@pytest.mark.parametrize(
    "masks",
    [
        (0xFF0000, 0xFF00, 0xFF),
        (0xFF, 0xFF00, 0xFF0000),
        (0xFF000000, 0xFF0000, 0xFF00),
        (0xFF00000, 0xFF000, 0xFF0),
        (0x3FF00000, 0xFFC00, 0x3FF),
    ],
)
def test_channel_masks_of_any_position_and_width_are_decoded(masks: tuple[int, int, int]) -> None:
    channels = [np.random.default_rng(n).integers(0, 256, (16, 20)) for n in range(3)]
    words = np.zeros((16, 20), np.uint32)
    for mask, channel in zip(masks, channels, strict=True):
        low = mask & -mask
        words |= (np.round(channel / 255 * (mask // low)).astype(np.uint64) * low).astype(np.uint32)
    data = bitmap((20, 16), 32, words[::-1].astype("<u4").tobytes(), 3, struct.pack("<3I", *masks))
    assert np.abs(open_bitmap(data).load().astype(int) - np.dstack(channels[::-1])).max() <= 1


@pytest.mark.parametrize("masks", [(0xF800, 0x7E0, 0x1F), (0x7C00, 0x3E0, 0x1F), (0xE000, 0x1C00, 0x300)])
def test_pixels_of_16_bits_are_scaled_from_black_to_white(masks: tuple[int, int, int]) -> None:
    words = np.zeros((15, 17), "<u2")
    words[0, 0] = sum(masks)
    rows = np.pad(words[::-1], ((0, 0), (0, 1))).tobytes()
    pixels = open_bitmap(bitmap((17, 15), 16, rows, 3, struct.pack("<3I", *masks))).load()
    assert pixels[0, 0].tolist() == [255] * 3
    assert np.count_nonzero(pixels) == 3


def test_an_alpha_mask_is_read() -> None:
    masks = struct.pack("<4I", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    data = bitmap((20, 16), 32, b"\1\2\3\x80" * 320, 6, masks)
    assert np.unique(open_bitmap(data).load().reshape(-1, 4), axis=0).tolist() == [[1, 2, 3, 128]]


@pytest.mark.parametrize(
    ("bits", "compression", "extra"), [(24, 0, b""), (32, 3, struct.pack("<3I", 255, 255, 255))]
)
def test_a_negative_height_means_rows_from_top_to_bottom(bits: int, compression: int, extra: bytes) -> None:
    """With a positive height, the first stored pixel is the first of the last row."""
    body = b"\xff" * (bits // 8) + bytes(20 * 16 * bits // 8 - bits // 8)
    for height, row in ((-16, 0), (16, 15)):
        pixels = open_bitmap(bitmap((20, height), bits, body, compression, extra)).load()
        assert np.argwhere(pixels.any(2)).tolist() == [[row, 0]]


@pytest.mark.parametrize(
    ("bits", "compression", "run"),
    [(8, 1, b"\x14\1\0\0"), (4, 2, b"\x14\x11\0\0"), (8, 1, b"\0\x14" + b"\1" * 20 + b"\0\0")],
)
def test_a_run_length_encoded_bitmap_is_decoded(bits: int, compression: int, run: bytes) -> None:
    palette = b"\0\0\0\0\x0a\x14\x1e\0" + bytes(4 * (2**bits - 2))
    pixels = open_bitmap(bitmap((20, 16), bits, run * 16 + b"\0\1", compression, palette)).load()
    assert np.unique(pixels.reshape(-1, 3), axis=0).tolist() == [[10, 20, 30]]


@pytest.mark.parametrize(
    ("compression", "extra"), [(0, b""), (3, struct.pack("<3I", 0xFF0000, 0xFF00, 0xFF))]
)
def test_a_truncated_bitmap_is_refused(compression: int, extra: bytes) -> None:
    data = bitmap((20, 16), 32, bytes(20 * 16 * 4), compression, extra)
    with pytest.raises((UnsupportedFormat, OSError)):
        open_bitmap(data[:-1]).load()
