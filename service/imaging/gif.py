"""GIF files, checked before Pillow decodes them."""

import struct

from PIL.GifImagePlugin import GifImageFile

from service.errors import UnsupportedFormat
from service.imaging import pillow
from service.imaging.picture import Picture

_SCREEN_BYTES = 13
_HAS_PALETTE = 0x80
_EXTENSION = 0x21

_MOST_EXTENSIONS = 1000
"""Extensions before the first frame: timing, comments and data of programs. Pillow keeps every comment."""


def open_gif(data: bytes) -> Picture:
    """Read the header of the first frame. Refuses a file with more extensions before it than any file needs.

    Layout: Graphics Interchange Format 89a, sections 18 to 26.
    """
    flags = data[_SCREEN_BYTES - 3]
    at = _SCREEN_BYTES + (3 << (flags & 7) + 1 if flags & _HAS_PALETTE else 0)
    for _ in range(_MOST_EXTENSIONS):
        if data[at] != _EXTENSION:
            return pillow.open_picture(GifImageFile, data)
        at = _after_blocks(data, at + struct.calcsize("2B"))
    raise UnsupportedFormat("a GIF with too many extensions")


def _after_blocks(data: bytes, at: int) -> int:
    """The place after data blocks, each with its length before it. The last one has the length 0."""
    while length := data[at]:
        at += 1 + length
    return at + 1
