"""Pictures to throw: pieces of the committed corpus in every format, whole or harmed."""

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

from tests.harness.sets import pictures

PIECE = (240, 96)
"""Width and height of a piece in pixels: some lines of text, read in a few milliseconds."""

SAVED: tuple[tuple[str, str, dict[str, object]], ...] = (
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
"""Pillow's format, mode and options."""

SMALL = 100_000
"""Bytes of a whole picture of the corpus that is thrown too."""


@cache
def pieces() -> tuple[bytes, ...]:
    """Files of pieces of the corpus, every piece in one format after the other."""
    paths = [path for path, _ in pictures("committed")]
    made = []
    for number, path in enumerate(paths):
        with Image.open(path) as picture:
            piece = picture.convert("RGB").crop((0, 0, *PIECE))
        made += [_saved(piece, *SAVED[place]) for place in range(number % 3, len(SAVED), 3)]
    return tuple(made)


@cache
def wholes() -> tuple[bytes, ...]:
    """The files of the corpus that are not large."""
    files = (path.read_bytes() for path, _ in pictures("committed"))
    return tuple(file for file in files if len(file) <= SMALL)


def _saved(piece: Image.Image, form: str, mode: str, options: dict[str, object]) -> bytes:
    file = BytesIO()
    piece.convert(mode).save(file, form, **options)
    return file.getvalue()


def harmed(dice: Random, data: bytes) -> bytes:
    """The same bytes with one to three harms done to them."""
    for _ in range(dice.randint(1, 3)):
        data = dice.choice(HARMS)(dice, data)
    return data


def _cut(dice: Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _flipped(dice: Random, data: bytes) -> bytes:
    other = bytearray(data)
    for _ in range(dice.choice((1, 4, 64)) if data else 0):
        other[_place(dice, data)] ^= 1 << dice.randrange(8)
    return bytes(other)


def _stuffed(dice: Random, data: bytes) -> bytes:
    place = _place(dice, data)
    return data[:place] + dice.randbytes(dice.choice((1, 4, 32))) + data[place:]


def _overwritten(dice: Random, data: bytes) -> bytes:
    place = _place(dice, data)
    piece = dice.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\x01"))
    return data[:place] + piece + data[place + len(piece) :]


def _repeated(dice: Random, data: bytes) -> bytes:
    start, end = sorted((_place(dice, data), _place(dice, data)))
    return data[:end] + data[start : start + 4096] + data[end:]


def _dropped(dice: Random, data: bytes) -> bytes:
    place = _place(dice, data)
    return data[:place] + data[place + dice.choice((1, 4, 32)) :]


def _place(dice: Random, data: bytes) -> int:
    """Mostly near the beginning, where headers are."""
    return dice.randrange(max(1, min(len(data), dice.choice((64, 512, len(data))))))


HARMS = (_cut, _flipped, _stuffed, _overwritten, _repeated, _dropped)
