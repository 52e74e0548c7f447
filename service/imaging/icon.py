"""ICO files: the largest picture in the file."""

import struct
from dataclasses import dataclass
from functools import partial

from PIL.IcoImagePlugin import IcoImageFile

from service.errors import UnsupportedFormat
from service.imaging.memory import TRANSPARENT
from service.imaging.opencv import open_png
from service.imaging.picture import Picture, Pixels
from service.imaging.pillow import load_icon

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DIRECTORY = struct.Struct("<3H")
_ENTRY = struct.Struct("<4B2H2I")


_MOST_ENTRIES = 256
"""Entries that are looked at. Icons of programs have fewer than 50."""

_LEAST_BODY = 40
"""Bytes of a bitmap's header, which is longer than the part of a PNG that is read."""


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    """One picture of the file, described by its own header. The sizes in the directory are often wrong.

    Only its place in the file is kept, `start` to `end` in bytes: many entries may name the same large body.
    """

    pixels: int
    bits: int
    width: int
    height: int
    start: int
    end: int


def open_icon(data: bytes) -> Picture:
    """Choose the picture with the most pixels, then the most bits, and read its header.

    A picture is a PNG or a bitmap. A bitmap has no file header, and its header states twice the height,
    because a mask follows the pixels.
    """
    _, _, count = _DIRECTORY.unpack_from(data)
    ends = min(_DIRECTORY.size + min(count, _MOST_ENTRIES) * _ENTRY.size, len(data) - _ENTRY.size + 1)
    entries = [_entry(data, at) for at in range(_DIRECTORY.size, ends, _ENTRY.size)]
    best = max((entry for entry in entries if entry), default=None)
    if best is None:
        raise UnsupportedFormat("an icon without a picture")
    if data.startswith(_PNG_SIGNATURE, best.start):
        return open_png(data[best.start : best.end])
    return Picture(best.width, best.height, partial(_load, data, best), TRANSPARENT, alpha_is_optional=True)


def _entry(data: bytes, at: int) -> _Entry | None:
    *_, size, start = _ENTRY.unpack_from(data, at)
    end = min(start + size, len(data))
    if end - start < _LEAST_BODY:
        return None
    if data.startswith(_PNG_SIGNATURE, start):
        width, height, bits = struct.unpack_from(">IIB", data, start + 16)
    else:
        width, height, _, bits = struct.unpack_from("<IiHH", data, start + 4)
        height = abs(height) // 2
    return _Entry(pixels=width * height, bits=bits, width=width, height=height, start=start, end=end)


def _load(data: bytes, entry: _Entry) -> Pixels:
    """Decode one entry as an icon file that has only this picture, and a correct directory."""
    head = _DIRECTORY.pack(0, 1, 1)
    sides = entry.width % 256, entry.height % 256
    offset = _DIRECTORY.size + _ENTRY.size
    place = _ENTRY.pack(*sides, 0, 0, 1, entry.bits, entry.end - entry.start, offset)
    return load_icon(IcoImageFile, b"".join((head, place, memoryview(data)[entry.start : entry.end])))
