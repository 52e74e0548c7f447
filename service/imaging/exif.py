"""How a camera was held, as EXIF tells it."""

import struct

UPRIGHT = 1
_ORIENTATION_TAG = 0x0112
_BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_INTEGER_KINDS = {1: "B", 3: "H", 4: "I"}


def orientation(exif: bytes) -> int:
    """Read the orientation, 1 to 8, from an EXIF block with or without its "Exif" prefix.

    Whatever is broken reads as 1, upright: a picture must not be refused for its metadata. Only the first
    directory is walked, so a block cannot lead this in circles. Values: EXIF 2.32, section 4.6.4, tag 274.
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
