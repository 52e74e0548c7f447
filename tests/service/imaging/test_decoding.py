"""Pictures of all formats are decoded to the pixels that a viewer shows."""

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from service.errors import UnsupportedFormat
from service.imaging.decoding import ImageLimits
from tests.service.imaging.files import decoded, exif, picture, pillow, png, saved

LIMITS = ImageLimits()
PICTURE = picture()
LOSSLESS: list[tuple[str, dict[str, Any]]] = [
    ("PNG", {}),
    ("BMP", {}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("TIFF", {"compression": "tiff_adobe_deflate"}),
    ("TIFF", {"big_tiff": True}),
    ("TGA", {}),
    ("TGA", {"compression": "tga_rle"}),
    ("TGA", {"compression": "tga_rle", "orientation": 1}),
    ("WEBP", {"lossless": True}),
    ("ICO", {"sizes": [(32, 24)]}),
    ("ICO", {"sizes": [(32, 24)], "bitmap_format": "bmp"}),
    ("PCX", {}),
]


@pytest.mark.parametrize(("name", "options"), LOSSLESS)
def test_a_lossless_file_is_decoded_exactly(name: str, options: dict[str, Any]) -> None:
    image = decoded(saved(pillow(PICTURE), name, **options), LIMITS)
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    assert np.array_equal(image, PICTURE)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_is_decoded_within_its_compression_loss(progressive: bool) -> None:
    data = saved(pillow(PICTURE), "JPEG", quality=97, subsampling=0, progressive=progressive)
    assert np.abs(decoded(data, LIMITS).astype(int) - PICTURE).mean() < 2


def test_a_lossy_webp_is_decoded_within_its_compression_loss() -> None:
    data = saved(pillow(np.full((40, 60, 3), (200, 120, 40), np.uint8)), "WEBP", quality=95)
    assert np.abs(decoded(data, LIMITS).astype(int) - (200, 120, 40)).max() <= 4


@pytest.mark.parametrize("name", ["GIF", "PNG", "BMP", "TIFF", "TGA", "PCX"])
def test_a_palette_is_applied(name: str) -> None:
    indexed = pillow(PICTURE).quantize(64)
    expected = np.asarray(indexed.convert("RGB"))[..., ::-1]
    assert np.array_equal(decoded(saved(indexed, name), LIMITS), expected)


@pytest.mark.parametrize("mode", ["1", "L"])
@pytest.mark.parametrize("name", ["GIF", "PNG", "BMP", "TIFF", "TGA", "PCX"])
def test_grey_and_bilevel_pictures_become_three_equal_channels(name: str, mode: str) -> None:
    grey = pillow(PICTURE).convert(mode)
    expected = np.dstack([np.asarray(grey.convert("L"))] * 3)
    assert np.array_equal(decoded(saved(grey, name), LIMITS), expected)


@pytest.mark.parametrize("name", ["GIF", "PNG", "WEBP", "TIFF"])
def test_the_first_of_several_frames_is_decoded(name: str) -> None:
    later = [Pillow.new("RGB", (32, 24), colour) for colour in ("red", "lime")]
    options: dict[str, Any] = {"lossless": True} if name == "WEBP" else {}
    data = saved(Pillow.new("RGB", (32, 24), "blue"), name, save_all=True, append_images=later, **options)
    assert np.unique(decoded(data, LIMITS).reshape(-1, 3), axis=0).tolist() == [[255, 0, 0]]


@pytest.mark.parametrize("name", ["PNG", "WEBP", "TIFF", "ICO", "TGA"])
@pytest.mark.parametrize(("ink", "ground"), [(0, 255), (255, 0)])
def test_text_on_a_transparent_background_stays_readable(name: str, ink: int, ground: int) -> None:
    layer = Pillow.new("RGBA", (32, 24), (ink, ink, ink, 0))
    layer.paste((ink, ink, ink, 255), (8, 8, 24, 16))
    options: dict[str, dict[str, Any]] = {"WEBP": {"lossless": True}, "ICO": {"sizes": [(32, 24)]}}
    image = decoded(saved(layer, name, **options.get(name, {})), LIMITS)
    assert (image[0, 0].tolist(), image[12, 12].tolist()) == ([ground] * 3, [ink] * 3)


def test_a_transparent_palette_entry_is_composited_in_gif_and_png() -> None:
    indexed = Pillow.new("P", (32, 24), 0)
    indexed.putpalette([9, 9, 9, 0, 0, 0])
    indexed.paste(1, (8, 8, 24, 16))
    for name in ("GIF", "PNG"):
        image = decoded(saved(indexed, name, transparency=0), LIMITS)
        assert (image[0, 0].tolist(), image[12, 12].tolist()) == ([255] * 3, [0] * 3), name


ROWS = [bytes(range(0, 240, 15))] * 16


@pytest.mark.parametrize(("depth", "colour"), [(1, 0), (2, 0), (4, 0), (8, 0), (16, 0)])
def test_a_png_with_one_transparent_grey_level_is_composited(depth: int, colour: int) -> None:
    """All pixels have the lightest grey. The first one of each row is transparent."""
    values = np.full((16, 16), 2**depth - 1, np.uint16)
    values[:, 0] = 1 if depth > 1 else 0
    bits = np.unpackbits(values.astype(">u2").view(np.uint8).reshape(16, 16, 2), axis=2)[..., -depth:]
    rows = [row.tobytes() for row in np.packbits(bits.reshape(16, -1), axis=1)]
    key = b"\0\0\0\2tRNS" + struct.pack(">H", values[0, 0])
    image = decoded(png((16, 16), depth, colour, rows, key + bytes(4)), LIMITS)
    assert (image[0, 0].tolist(), image[0, 1].tolist()) == ([0] * 3, [255] * 3)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_png_of_16_bits_is_scaled_and_not_clipped(channels: int) -> None:
    """Samples of a quarter, a half and all of white. Clipping to eight bits would make all of them white."""
    samples = np.full((16, 48, channels), 65535, ">u2")
    samples[:, :16, :3], samples[:, 16:32, :3] = 16384, 32768
    rows = [row.tobytes() for row in samples]
    image = decoded(png((48, 16), 16, {1: 0, 3: 2, 4: 6}[channels], rows), LIMITS)
    assert image[0, ::16, 1].tolist() == [64, 128, 255]


def test_an_interlaced_png_is_decoded() -> None:
    """Adam7: the first pass has one colour, and the six later passes have another."""
    passes = [(3, 4), (3, 4), (3, 8), (6, 8), (6, 16), (12, 16), (12, 32)]
    widths = [4, 4, 8, 8, 16, 16, 32]
    rows = [
        bytes([200 if n else 10]) * widths[n] for n, (height, _) in enumerate(passes) for _ in range(height)
    ]
    data = bytearray(png((32, 24), 8, 0, rows))
    data[28] = 1
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    image = decoded(bytes(data), LIMITS)
    assert (image[::8, ::8] == 10).all()
    assert (image == 10).all(2).sum() == 12


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_exif_orientation_is_applied_exactly_once(name: str, orientation: int) -> None:
    """Compared with Pillow's transposition, on a picture that differs in all eight orientations."""
    stored = np.zeros((64, 96, 3), np.uint8)
    stored[:16, :48], stored[16:32, :16] = (255, 0, 0), (0, 0, 255)
    options: dict[str, Any] = {"exif": exif(orientation), "lossless": True}
    if name == "TIFF":
        options = {"tiffinfo": {274: orientation}}
    methods = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
    shown = pillow(stored)
    if orientation > 1:
        shown = shown.transpose(Pillow.Transpose(methods[orientation]))
    image = decoded(saved(pillow(stored), name, **options), LIMITS)
    assert image.shape == (shown.height, shown.width, 3)
    assert np.abs(image.astype(int) - np.asarray(shown)[..., ::-1]).mean() < 3


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"MM\0*"]
)
def test_a_file_that_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        decoded(data, LIMITS)


def test_threads_decode_independently() -> None:
    files = [saved(pillow(PICTURE), name, **options) for name, options in LOSSLESS] * 20
    with ThreadPoolExecutor(8) as pool:
        images = list(pool.map(lambda data: decoded(data, LIMITS), files))
    assert all(np.array_equal(image, PICTURE) for image in images)
