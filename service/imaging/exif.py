"""Reads the orientation of a picture from its EXIF metadata."""

import struct

UPRIGHT = 1
_ORIENTATION_TAG = 0x0112
_BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_INTEGER_KINDS = {1: "B", 3: "H", 4: "I"}


def orientation(exif: bytes) -> int:
    """The orientation, 1 to 8, in an EXIF block with or without its "Exif" prefix.

    Returns 1, upright, for a broken block, because a picture is not refused for broken metadata. Reads only
    the first directory, so that circular references do no harm. Values: EXIF 2.32, section 4.6.4, tag 274.
    """
    block = exif.removeprefix(b"Exif\0\0")
    order = _BYTE_ORDERS.get(block[:4])
    if order is None:
        return UPRIGHT
    try:
        value = _orientation(block, order)
    except struct.error:
        return UPRIGHT
    return value if 1 <= value <= 8 else UPRIGHT


def _orientation(block: bytes, order: str) -> int:
    (directory,) = struct.unpack_from(f"{order}I", block, 4)
    (count,) = struct.unpack_from(f"{order}H", block, directory)
    for at in range(directory + 2, directory + 2 + 12 * count, 12):
        tag, kind = struct.unpack_from(f"{order}HH", block, at)
        if tag == _ORIENTATION_TAG and kind in _INTEGER_KINDS:
            return int(struct.unpack_from(order + _INTEGER_KINDS[kind], block, at + 8)[0])
    return UPRIGHT
