"""ICO files: the largest picture in the file."""

import struct
from dataclasses import dataclass
from functools import partial

from PIL.IcoImagePlugin import IcoImageFile

from service.errors import UnsupportedFormat
from service.imaging.opencv import open_png
from service.imaging.picture import Picture
from service.imaging.pillow import load_icon

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DIRECTORY = struct.Struct("<3H")
_ENTRY = struct.Struct("<4B2H2I")


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    """One picture of the file, described by its own header. The sizes in the directory are often wrong."""

    pixels: int
    bits: int
    width: int
    height: int
    body: bytes


def open_icon(data: bytes) -> Picture:
    """Choose the picture with the most pixels, then the most bits, and read its header.

    A picture is a PNG or a bitmap. A bitmap has no file header, and its header states twice the height,
    because a mask follows the pixels.
    """
    _, _, count = _DIRECTORY.unpack_from(data)
    ends = min(_DIRECTORY.size + count * _ENTRY.size, len(data) - _ENTRY.size + 1)
    entries = [_entry(data, at) for at in range(_DIRECTORY.size, ends, _ENTRY.size)]
    best = max((entry for entry in entries if entry), default=None)
    if best is None:
        raise UnsupportedFormat("an icon without a picture")
    if best.body.startswith(_PNG_SIGNATURE):
        return open_png(best.body)
    load = partial(load_icon, IcoImageFile, _single(best))
    return Picture(best.width, best.height, load, alpha_is_optional=True)


def _entry(data: bytes, at: int) -> _Entry | None:
    *_, size, offset = _ENTRY.unpack_from(data, at)
    body = data[offset : offset + size]
    if len(body) < 40:
        return None
    if body.startswith(_PNG_SIGNATURE):
        width, height, bits = struct.unpack_from(">IIB", body, 16)
    else:
        width, height, _, bits = struct.unpack_from("<IiHH", body, 4)
        height = abs(height) // 2
    return _Entry(pixels=width * height, bits=bits, width=width, height=height, body=body)


def _single(entry: _Entry) -> bytes:
    """An icon file that has only this picture, and a correct directory."""
    head = _DIRECTORY.pack(0, 1, 1)
    sides = entry.width % 256, entry.height % 256
    offset = _DIRECTORY.size + _ENTRY.size
    return head + _ENTRY.pack(*sides, 0, 0, 1, entry.bits, len(entry.body), offset) + entry.body
