"""JPEG, PNG and WEBP files: headers, metadata and truncated data."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image as Pillow

from service.errors import UnsupportedFormat
from service.imaging.opencv import open_jpeg, open_png, open_webp
from tests.service.imaging.files import chunk, exif, picture, pillow, png, saved

NOISE = np.random.default_rng(7).integers(60, 250, (160, 240, 3), np.uint8)
JPEG = saved(pillow(NOISE), "JPEG", quality=80)
ROWS = [bytes(range(32))] * 24
GREY = np.tile(np.arange(32, dtype=np.uint8), (24, 1))


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("lost", [1, 2, 10])
def test_a_jpeg_without_its_last_bytes_is_decoded(lost: int, progressive: bool) -> None:
    data = saved(pillow(NOISE), "JPEG", quality=80, progressive=progressive)
    whole, cut = open_jpeg(data).load(), open_jpeg(data[:-lost]).load()
    assert np.array_equal(cut[:140], whole[:140]) or (
        progressive and np.abs(cut[:140] - whole[:140]).mean() < 9
    )


def test_a_jpeg_with_most_of_its_rows_is_decoded() -> None:
    cut = open_jpeg(JPEG[: len(JPEG) * 9 // 10]).load()
    assert np.array_equal(cut[:120], open_jpeg(JPEG).load()[:120])


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6])
def test_a_jpeg_that_misses_more_than_a_quarter_is_refused(share: float) -> None:
    cut = open_jpeg(JPEG[: int(len(JPEG) * share)])
    with pytest.raises(UnsupportedFormat):
        cut.load()


def test_bytes_after_the_end_of_a_jpeg_are_ignored() -> None:
    assert np.array_equal(open_jpeg(JPEG + b"more" * 1000).load(), open_jpeg(JPEG).load())


def test_bytes_between_jpeg_segments_are_ignored() -> None:
    assert np.array_equal(open_jpeg(JPEG[:20] + b"\0\0\0" + JPEG[20:]).load(), open_jpeg(JPEG).load())


def test_a_cmyk_jpeg_is_decoded_in_the_right_colours() -> None:
    """All writers of CMYK, including Pillow, store inverted values as Adobe does."""
    inks = Pillow.new("CMYK", (32, 24), (10, 60, 120, 30))
    pixels = open_jpeg(saved(inks, "JPEG", quality=100)).load()
    assert np.abs(pixels.astype(int) - inks.convert("RGB").getpixel((0, 0))[::-1]).max() <= 3  # type: ignore[index]


def test_a_jpeg_with_too_many_scans_is_refused() -> None:
    data = saved(pillow(NOISE), "JPEG", progressive=True)
    endless = open_jpeg(data[:-2] + (b"\xff\xda\0\x08\x01\x01\0\x01\x05\0" + b"\0") * 200)
    with pytest.raises(UnsupportedFormat, match="scans"):
        endless.load()


def test_the_size_of_a_thumbnail_is_ignored() -> None:
    small = saved(Pillow.new("RGB", (20, 20)), "JPEG")
    segment = b"\xff\xe1" + struct.pack(">H", 2 + len(exif(6)) + len(small)) + exif(6) + small
    read = open_jpeg(JPEG[:2] + segment + JPEG[2:])
    assert (read.width, read.height, read.orientation) == (240, 160, 6)


def test_a_png_without_its_end_chunk_is_decoded() -> None:
    assert np.array_equal(open_png(png((32, 24), 8, 0, ROWS)[:-12]).load(), GREY)


@pytest.mark.parametrize("lost", [14, 30])
def test_a_png_with_truncated_data_is_refused(lost: int) -> None:
    cut = open_png(png((32, 24), 8, 0, ROWS)[:-lost])
    with pytest.raises(UnsupportedFormat):
        cut.load()


BOMB = zlib.compress(bytes(50_000_000), 9)


@pytest.mark.parametrize(
    "extra",
    [
        chunk(b"zTXt", b"comment\0\0" + BOMB) * 20,
        chunk(b"iTXt", b"comment\0\1\0\0\0" + BOMB) * 20,
        chunk(b"iCCP", b"profile\0\0" + BOMB),
        chunk(b"tEXt", b"comment\0no check sum")[:-4] + bytes(4),
        chunk(b"gAMA", struct.pack(">I", 1)),
        chunk(b"acTL", struct.pack(">II", 1 << 30, 0)),
        chunk(b"abCd") * 10_000,
    ],
    ids=["zTXt", "iTXt", "iCCP", "broken", "gamma", "frames", "unknown"],
)
def test_chunks_without_pixels_have_no_effect(extra: bytes) -> None:
    assert np.array_equal(open_png(png((32, 24), 8, 0, ROWS, extra)).load(), GREY)


def test_a_png_with_too_many_chunks_is_refused() -> None:
    read = open_png(png((32, 24), 8, 0, ROWS, chunk(b"IDAT") * 200_000))
    with pytest.raises(UnsupportedFormat):
        read.load()


def test_exif_after_the_data_of_a_png_is_read() -> None:
    data = png((32, 24), 8, 0, ROWS)
    assert open_png(data[:-12] + chunk(b"eXIf", exif(8)[6:]) + data[-12:]).orientation == 8


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 80}, {"quality": 80, "exif": exif(3)}])
def test_the_size_of_a_webp_is_read_from_every_header_variant(options: dict[str, object]) -> None:
    read = open_webp(saved(pillow(picture(33, 47)), "WEBP", **options))
    assert (read.width, read.height, read.orientation) == (47, 33, 3 if "exif" in options else 1)


def test_a_truncated_webp_is_refused() -> None:
    data = saved(pillow(NOISE), "WEBP")
    with pytest.raises(UnsupportedFormat):
        open_webp(data[: len(data) // 2]).load()
