"""Detection of the picture format from the bytes of a file."""

import re
import struct
from enum import StrEnum


class Format(StrEnum):
    """The supported formats. JPG and JPEG are the same."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    TIFF = "tiff"
    BMP = "bmp"
    ICO = "ico"
    PCX = "pcx"
    TGA = "tga"


_SIGNATURES: tuple[tuple[Format, re.Pattern[bytes]], ...] = tuple(
    (name, re.compile(pattern, re.DOTALL))
    for name, pattern in (
        (Format.JPEG, rb"\xff\xd8\xff"),
        (Format.PNG, rb"\x89PNG\r\n\x1a\n"),
        (Format.GIF, rb"GIF8[79]a"),
        (Format.WEBP, rb"RIFF.{4}WEBPVP8[ LX]"),
        (Format.TIFF, rb"II[*+]\0|MM\0[*+]"),
        # Many texts begin with "BM", so the header length that follows must be a valid one.
        (Format.BMP, rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0{3}"),
        (Format.ICO, rb"\0\0\x01\0(?!\0\0).{18}"),
        # Manufacturer, version, run-length encoding, bits per sample; one to four planes at byte 65.
        (Format.PCX, rb"\x0a[\0\x02-\x05]\x01[\x01\x02\x04\x08].{61}[\x01-\x04].{62}"),
    )
)


def sniff(data: bytes) -> Format | None:
    """The format of a file, or None if it is not supported."""
    for name, signature in _SIGNATURES:
        if signature.match(data):
            return name
    return Format.TGA if _is_tga(data) else None


_TGA_HEADER = struct.Struct("<3B2HB4H2B")
_TGA_DEPTHS = {
    1: (8,),
    2: (16, 24, 32),
    3: (1, 8, 16),
    9: (8,),
    10: (16, 24, 32),
    11: (8, 16),
}
"""Kind of TGA file → the depths that it may have, in bits per pixel."""

_RUN_LENGTH = 8
"""The bit of the kind that is set for run-length encoding."""

_LONGEST_RUN = 128
"""Pixels."""


def _is_tga(data: bytes) -> bool:
    """Whether the 18 bytes of the header are consistent and the file is long enough for them.

    TGA has no signature. Fields: Truevision TGA File Format Specification 2.0, from page 6.
    """
    if len(data) < _TGA_HEADER.size:
        return False
    fields: tuple[int, ...] = _TGA_HEADER.unpack_from(data)
    id_length, has_map, kind, start, entries, entry_bits, _, _, width, height, depth, flags = fields
    if depth not in _TGA_DEPTHS.get(kind, ()) or flags & 0xC0 or flags & 0x0F > 8 or not width * height:
        return False
    if not _is_tga_map(kind, has_map, start, entries, entry_bits):
        return False
    before = _TGA_HEADER.size + id_length + entries * entry_bits // 8
    return len(data) >= before + _least_tga_bytes(kind, width * height, depth)


def _is_tga_map(kind: int, has_map: int, start: int, entries: int, entry_bits: int) -> bool:
    """Whether the fields of the colour map suit the kind of the file."""
    if kind & ~_RUN_LENGTH == 1:
        return has_map == 1 and entry_bits in (16, 24, 32) and 0 < start + entries <= 256
    return has_map == 0 and start == 0 and entries == 0


def _least_tga_bytes(kind: int, pixels: int, depth: int) -> int:
    """The smallest number of bytes that can encode the pixels, uncompressed or in the longest runs."""
    if kind & _RUN_LENGTH:
        return -(-pixels // _LONGEST_RUN) * (1 + depth // 8)
    return pixels * depth // 8
