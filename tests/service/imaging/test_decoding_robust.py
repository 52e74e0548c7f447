"""Any file is either decoded or refused with UnsupportedFormat or ImageSizeInvalid."""

import struct
import tracemalloc
from pathlib import Path
from unittest.mock import Mock

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageFile

from service.errors import ImageSizeInvalid, UnsupportedFormat
from service.imaging.decoding import ImageLimits, open_picture
from tests.service.imaging.files import bitmap, decoded, exif, icon, picture, pillow, png, saved, tga, tiff

LIMITS = ImageLimits()
PICTURE = picture()
UNUSUAL_FILES = Path(__file__).parents[4] / "shared" / "data"


def _try(data: bytes) -> None:
    """Decode a file, and check the documented form of the result."""
    try:
        image = decoded(data, LIMITS)
    except (UnsupportedFormat, ImageSizeInvalid):
        return
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    assert image.ndim == image.shape[2] == 3
    assert LIMITS.min_side <= min(image.shape[:2])
    assert max(image.shape[:2]) <= LIMITS.max_side


@pytest.mark.skipif(not UNUSUAL_FILES.is_dir(), reason="no unusual files: ../shared/data is absent")
@pytest.mark.parametrize("folder", ["robust", "orientation"])
def test_every_unusual_file_is_decoded_or_refused(folder: str) -> None:
    files = [path for path in sorted((UNUSUAL_FILES / folder).rglob("*")) if path.is_file()]
    assert files
    for path in files:
        _try(path.read_bytes())


def _header_of(name: str, width: int, height: int) -> bytes:
    """A file of a few bytes whose header states this size."""
    side = struct.pack("<HH", width, height)
    gif = b"GIF89a" + side + b"\x80\0\0" + bytes(6) + b"," + bytes(4) + side + b"\0\2\1\0\0;"
    jpeg = b"\xff\xd8\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0\xff\xda\0\2"
    canvas = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    last = struct.pack("<HH", width - 1, height - 1)
    icon_of = png((width, height), 8, 0, [b"\0" * 100])
    return {
        "PNG": icon_of,
        "JPEG": jpeg,
        "GIF": gif,
        "WEBP": b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0" + canvas + bytes(40),
        "BMP": bitmap((width, height), 24, b"\0" * 100),
        "TIFF": tiff(np.zeros((1, 1), "u1"), 1, more={256: [width], 257: [height]}),
        "TGA": tga(11, (width, height), 8, bytes(2 * width * height // 128 + 2)) if width < 9000 else b"",
        "PCX": b"\x0a\5\1\x08" + bytes(4) + last + bytes(53) + b"\1" + side[:2] + bytes(100),
        "ICO": b"\0\0\1\0\1\0" + struct.pack("<4B2H2I", 0, 0, 0, 0, 1, 8, len(icon_of), 22) + icon_of,
    }[name]


FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PCX", "ICO"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_decompression_bomb_is_refused_without_decoding_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = _header_of(name, 60000, 60000)
    decoders = [Mock(), Mock()]
    monkeypatch.setattr(cv2, "imdecode", decoders[0])
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoders[1])
    tracemalloc.start()
    with pytest.raises(ImageSizeInvalid):
        open_picture(data, LIMITS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
    assert not any(decoder.called for decoder in decoders)


@pytest.mark.parametrize("name", [*FORMATS, "TGA"])
@pytest.mark.parametrize("size", [(14, 40), (40, 14), (8193, 20), (20, 8193)])
def test_both_sides_are_checked_against_both_limits(name: str, size: tuple[int, int]) -> None:
    with pytest.raises(ImageSizeInvalid):
        open_picture(_header_of(name, *size), LIMITS)


@pytest.mark.parametrize("size", [(15, 15), (8192, 15), (15, 8192)])
def test_sizes_at_the_limits_are_accepted(size: tuple[int, int]) -> None:
    assert decoded(saved(Pillow.new("L", size), "PNG"), LIMITS).shape == (size[1], size[0], 3)


def test_too_many_pixels_are_refused_even_if_both_sides_are_accepted() -> None:
    limits = ImageLimits(max_pixels=32 * 24 - 1)
    with pytest.raises(ImageSizeInvalid):
        decoded(saved(pillow(PICTURE), "PNG"), limits)


SEEDS = [
    *(saved(pillow(PICTURE), name) for name in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "TGA", "PCX")),
    saved(pillow(PICTURE), "JPEG", progressive=True, exif=exif(6)),
    saved(pillow(PICTURE), "PNG", exif=exif(5)),
    saved(pillow(PICTURE).convert("RGBA"), "WEBP", lossless=True, exif=exif(7)),
    saved(pillow(PICTURE), "TIFF", compression="tiff_lzw", tiffinfo={274: 6}),
    saved(pillow(PICTURE), "TIFF", compression="jpeg"),
    saved(pillow(PICTURE), "TIFF", big_tiff=True),
    saved(pillow(PICTURE).quantize(16), "TIFF"),
    saved(pillow(PICTURE), "TGA", compression="tga_rle"),
    saved(pillow(PICTURE).quantize(16), "PCX"),
    saved(Pillow.new("CMYK", (32, 24)), "JPEG"),
    tiff(np.linspace(0, 1, 400, dtype="<f4").reshape(20, 20), 0, 3),
    bitmap((20, 16), 32, bytes(1280), 3, struct.pack("<3I", 0xFF0000, 0xFF00, 0xFF)),
    bitmap((20, 16), 8, b"\x14\1\0\0" * 16 + b"\0\1", 1, bytes(1024)),
    icon(
        (20, 24, bitmap((20, 40), 24, bytes(60 * 20 + 80))[14:]),
        (16, 32, saved(Pillow.new("L", (16, 16)), "PNG")),
    ),
]


@given(st.binary(max_size=4000))
def test_random_bytes_raise_no_other_error(data: bytes) -> None:
    _try(data)


@given(st.sampled_from(SEEDS), st.binary(max_size=2000), st.integers(4, 64))
def test_random_bytes_after_a_valid_start_raise_no_other_error(seed: bytes, tail: bytes, kept: int) -> None:
    _try(seed[:kept] + tail)


@settings(max_examples=400)
@given(st.sampled_from(SEEDS), st.data())
def test_a_truncated_file_raises_no_other_error(seed: bytes, data: st.DataObject) -> None:
    _try(seed[: data.draw(st.integers(0, len(seed)))])


@settings(max_examples=600)
@given(st.sampled_from(SEEDS), st.data())
def test_a_corrupted_file_raises_no_other_error(seed: bytes, data: st.DataObject) -> None:
    """Half of the changes are within the first hundred bytes, where headers are."""
    mutated = bytearray(seed)
    places = st.integers(0, min(99, len(seed) - 1)) | st.integers(0, len(seed) - 1)
    for at, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=8)):
        mutated[at] = value
    _try(bytes(mutated))
