"""Small pictures in all formats, and random mutations of bytes."""

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

from tests.harness.sets import pictures

CROP = (240, 96)
"""Width and height of a crop in pixels: a few lines of text, which are read in milliseconds."""

FORMATS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("JPEG", "RGB", {"quality": 80}),
    ("JPEG", "CMYK", {}),
    ("JPEG", "L", {"progressive": True}),
    ("PNG", "RGBA", {}),
    ("PNG", "P", {}),
    ("PNG", "1", {}),
    ("BMP", "RGB", {}),
    ("BMP", "P", {}),
    ("TIFF", "RGB", {"compression": "tiff_lzw"}),
    ("TIFF", "L", {"compression": "tiff_deflate"}),
    ("TIFF", "RGB", {"compression": "jpeg"}),
    ("TGA", "RGB", {"compression": "tga_rle"}),
    ("WEBP", "RGBA", {}),
    ("WEBP", "RGB", {"lossless": True}),
    ("ICO", "RGBA", {"sizes": [(64, 64)]}),
    ("PCX", "RGB", {}),
    ("GIF", "P", {}),
)
"""Format, mode and options for Pillow."""

MOST_BYTES = 100_000
"""Whole pages whose file is larger are not sent."""


@cache
def page_crops() -> tuple[bytes, ...]:
    """Returns the top-left crop of every committed page, each in a third of the formats."""
    paths = [path for path, _ in pictures("committed")]
    files = []
    for number, path in enumerate(paths):
        with Image.open(path) as picture:
            crop = picture.convert("RGB").crop((0, 0, *CROP))
        files += [_encoded(crop, *FORMATS[index]) for index in range(number % 3, len(FORMATS), 3)]
    return tuple(files)


@cache
def whole_pages() -> tuple[bytes, ...]:
    """Returns the committed pages of at most MOST_BYTES."""
    files = (path.read_bytes() for path, _ in pictures("committed"))
    return tuple(file for file in files if len(file) <= MOST_BYTES)


def _encoded(crop: Image.Image, format_name: str, mode: str, options: dict[str, object]) -> bytes:
    file = BytesIO()
    crop.convert(mode).save(file, format_name, **options)
    return file.getvalue()


def mutated(rng: Random, data: bytes) -> bytes:
    """Returns the bytes after one to three random mutations."""
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(MUTATIONS)(rng, data)
    return data


def _truncated(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _with_flipped_bits(rng: Random, data: bytes) -> bytes:
    result = bytearray(data)
    for _ in range(rng.choice((1, 4, 64)) if data else 0):
        result[_index(rng, data)] ^= 1 << rng.randrange(8)
    return bytes(result)


def _with_inserted_bytes(rng: Random, data: bytes) -> bytes:
    index = _index(rng, data)
    return data[:index] + rng.randbytes(rng.choice((1, 4, 32))) + data[index:]


def _with_overwritten_number(rng: Random, data: bytes) -> bytes:
    index = _index(rng, data)
    piece = rng.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\x01"))
    return data[:index] + piece + data[index + len(piece) :]


def _with_repeated_range(rng: Random, data: bytes) -> bytes:
    start, end = sorted((_index(rng, data), _index(rng, data)))
    return data[:end] + data[start : start + 4096] + data[end:]


def _with_removed_bytes(rng: Random, data: bytes) -> bytes:
    index = _index(rng, data)
    return data[:index] + data[index + rng.choice((1, 4, 32)) :]


def _index(rng: Random, data: bytes) -> int:
    """Returns a random index, most often near the beginning, where headers are."""
    return rng.randrange(max(1, min(len(data), rng.choice((64, 512, len(data))))))


MUTATIONS = (
    _truncated,
    _with_flipped_bits,
    _with_inserted_bytes,
    _with_overwritten_number,
    _with_repeated_range,
    _with_removed_bytes,
)
