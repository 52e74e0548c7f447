"""BMP files, including those with custom channel masks."""

import struct
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL.BmpImagePlugin import BmpImageFile

from service.errors import UnsupportedFormat
from service.imaging import pillow
from service.imaging.memory import MASKED, MASKED_TRANSPARENT
from service.imaging.picture import Picture, Pixels

_INFO = struct.Struct("<IiiHHI")
_CORE_HEADER_BYTES = 12
_MASKED = frozenset((3, 6))
_MASKS_AT = 54
_HEADER_WITH_ALPHA_MASK = 56
_WORDS: dict[int, np.dtype[Any]] = {16: np.dtype("<u2"), 32: np.dtype("<u4")}


def open_bitmap(data: bytes) -> Picture:
    """Read the header of a BMP file.

    Pixels with masks are decoded here, because Pillow supports only some masks. Layout: Windows GDI,
    BITMAPINFOHEADER to BITMAPV5HEADER. Compression 3 is BI_BITFIELDS, and 6 adds an alpha mask to it.
    """
    header_bytes, width, height, _, bits, compression = _INFO.unpack_from(data, 14)
    if header_bytes == _CORE_HEADER_BYTES or compression not in _MASKED or bits not in _WORDS:
        return pillow.open_picture(BmpImageFile, data, alpha_is_optional=True)
    masks = struct.unpack_from("<4I", data, _MASKS_AT)
    has_alpha = masks[3] and (header_bytes >= _HEADER_WITH_ALPHA_MASK or compression == 6)
    load = partial(_load, data, width, height, _WORDS[bits], masks if has_alpha else masks[:3])
    needed = MASKED_TRANSPARENT if has_alpha else MASKED
    return Picture(width, abs(height), load, needed, alpha_is_optional=True)


def _load(data: bytes, width: int, height: int, word: np.dtype[Any], masks: tuple[int, ...]) -> Pixels:
    (offset,) = struct.unpack_from("<I", data, 10)
    stride = (width * word.itemsize + 3) // 4 * 4
    rows = abs(height)
    if len(data) < offset + stride * rows:
        raise UnsupportedFormat("the bitmap is truncated")
    table = np.frombuffer(data, np.uint8, stride * rows, offset).reshape(rows, stride)
    words = table[:, : width * word.itemsize].view(word)[:: -1 if height > 0 else 1]
    red, green, blue, *alpha = (_channel(words, mask) for mask in masks)
    return np.dstack((blue, green, red, *alpha))


def _channel(words: NDArray[Any], mask: int) -> Pixels:
    """Scale the bits of one channel to 0..255. A channel with an empty mask is 0 everywhere."""
    if mask == 0:
        return np.zeros(words.shape, np.uint8)
    lowest = mask & -mask
    kept = words & words.dtype.type(mask & np.iinfo(words.dtype).max)
    values = (kept // words.dtype.type(lowest)).astype(np.float32)
    return np.asarray((values * (255 / (mask // lowest))).round(), np.uint8)
