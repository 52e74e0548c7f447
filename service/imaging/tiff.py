"""TIFF files, checked before Pillow decodes them."""

import struct

from PIL.TiffImagePlugin import TiffImageFile

from service.errors import UnsupportedFormat
from service.imaging import pillow
from service.imaging.picture import Picture

# Byte order and version -> formats of the first directory's offset, its length and its entries.
_LAYOUTS = {
    b"II*\0": ("<I", 4, "<H", "<HHI4x"),
    b"MM\0*": (">I", 4, ">H", ">HHI4x"),
    b"II+\0": ("<Q", 8, "<Q", "<HHQ8x"),
    b"MM\0+": (">Q", 8, ">Q", ">HHQ8x"),
}
_OFFSETS = frozenset((273, 324))
_MOST_ENTRIES = 4096
_MOST_PIECES = 1 << 18


def open_tiff(data: bytes) -> Picture:
    """Read the header of the first page. Refuses a page with more strips or tiles than any page needs.

    Pillow visits every listed piece, so a file that lists two million pieces would take ten seconds. 262,144
    tiles of 16 x 16 pixels, the smallest size allowed, cover 67 million pixels. Layout: TIFF 6.0, section 2;
    BigTIFF as described by libtiff.
    """
    place, at, length, entry = _LAYOUTS[data[:4]]
    (directory,) = struct.unpack_from(place, data, at)
    (count,) = struct.unpack_from(length, data, directory)
    first = directory + struct.calcsize(length)
    size = struct.calcsize(entry)
    if count > _MOST_ENTRIES:
        raise UnsupportedFormat("a TIFF with too many entries")
    for at in range(first, first + count * size, size):
        tag, _, values = struct.unpack_from(entry, data, at)
        if tag in _OFFSETS and values > _MOST_PIECES:
            raise UnsupportedFormat("a TIFF in too many pieces")
    return pillow.open_picture(TiffImageFile, data)
