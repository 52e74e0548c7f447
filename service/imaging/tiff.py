"""TIFF files, checked before Pillow decodes them."""

import struct

from PIL.TiffImagePlugin import TiffImageFile

from service.errors import UnsupportedFormat
from service.imaging import pillow
from service.imaging.picture import Picture

# Byte order and version -> format and position of the directory's offset, formats of its length and entries.
_LAYOUTS = {
    b"II*\0": ("<I", 4, "<H", "<HHI4x"),
    b"MM\0*": (">I", 4, ">H", ">HHI4x"),
    b"II+\0": ("<Q", 8, "<Q", "<HHQ8x"),
    b"MM\0+": (">Q", 8, ">Q", ">HHQ8x"),
}
_OFFSET_TAGS = frozenset((273, 324))  # StripOffsets and TileOffsets, one value for each strip or tile
_VALUE_BYTES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
"""Type of an entry -> bytes of one value. TIFF 6.0, section 2, and BigTIFF."""

_MOST_ENTRIES = 4096
_MOST_PIECES = 1 << 18  # strips or tiles


def open_tiff(data: bytes) -> Picture:
    """Read the header of the first page. Refuses a page with more strips, tiles or values than any needs.

    Pillow visits every strip or tile, so a file that lists two million would take ten seconds. The limit is
    262,144. So many tiles of 16 x 16 pixels, the smallest size allowed, cover 67 million pixels. The values
    of all entries together may not be longer than the file: libtiff copies them, and thousands of entries may
    name the same megabytes. Layout: TIFF 6.0, section 2, and BigTIFF as described by libtiff.
    """
    offset_format, offset_at, length_format, entry_format = _LAYOUTS[data[:4]]
    (directory,) = struct.unpack_from(offset_format, data, offset_at)
    (count,) = struct.unpack_from(length_format, data, directory)
    first = directory + struct.calcsize(length_format)
    size = struct.calcsize(entry_format)
    if count > _MOST_ENTRIES:
        raise UnsupportedFormat("a TIFF with too many entries")
    value_bytes = 0
    for at in range(first, first + count * size, size):
        tag, kind, values = struct.unpack_from(entry_format, data, at)
        value_bytes += values * _VALUE_BYTES.get(kind, 1)
        if tag in _OFFSET_TAGS and values > _MOST_PIECES:
            raise UnsupportedFormat("a TIFF with too many strips or tiles")
    if value_bytes > len(data):
        raise UnsupportedFormat("a TIFF whose values are longer than the file")
    return pillow.open_picture(TiffImageFile, data)
