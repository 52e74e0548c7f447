"""Converts stored samples to the pixels that a viewer shows: bit depth and orientation."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image
from service.imaging.picture import Pixels

_SLICE_PIXELS = 1 << 20


def row_slices(height: int, width: int) -> Iterator[slice]:
    """Slices of rows of about a million pixels each, so that intermediate arrays stay small."""
    step = max(1, _SLICE_PIXELS // width)
    return (slice(top, min(top + step, height)) for top in range(0, height, step))


def to_bytes(samples: NDArray[Any]) -> Pixels:
    """Scale samples of any numeric type to 0..255 and keep the shape. Samples of uint8 are not changed.

    The range of unsigned 16-bit samples is 0..65535. Other types do not declare a range. Theirs is the first
    of 0..1, 0..255 and 0..65535 that contains all samples, or else minimum to maximum. Infinities become 0 or
    255, and NaN becomes 0.
    """
    if samples.dtype == np.uint8:
        return _bytes(samples)
    low, high = _range(samples)
    scale = 255.0 / (high - low) if high > low else 0.0
    out = np.empty(samples.shape, np.uint8)
    with np.errstate(invalid="ignore", over="ignore"):
        for rows in row_slices(*samples.shape[:2]):
            scaled = (samples[rows].astype(np.float64) - low) * scale
            out[rows] = np.nan_to_num(scaled, posinf=255.0, neginf=0.0).clip(0, 255).round()
    return out


def _range(samples: NDArray[Any]) -> tuple[float, float]:
    if samples.dtype.kind == "u" and samples.dtype.itemsize == 2:
        return 0.0, 65535.0
    finite = np.isfinite(samples)
    if not finite.any():
        return 0.0, 1.0
    numbers = samples[finite]
    low, high = float(numbers.min()), float(numbers.max())
    return next(((0.0, top) for top in (1.0, 255.0, 65535.0) if low >= 0.0 and high <= top), (low, high))


# EXIF orientation -> whether to transpose, then the code of cv2.flip (1 horizontal, 0 vertical, -1 both).
_TRANSFORMS: dict[int, tuple[bool, int | None]] = {
    1: (False, None),
    2: (False, 1),
    3: (False, -1),
    4: (False, 0),
    5: (True, None),
    6: (True, 1),
    7: (True, -1),
    8: (True, 0),
}


def oriented(image: Image, orientation: int) -> Image:
    """The picture, (h, w, 3), with its EXIF orientation, 1 to 8, applied."""
    transposed, flip = _TRANSFORMS[orientation]
    if transposed:
        image = _bytes(cv2.transpose(image))
    return image if flip is None else _bytes(cv2.flip(image, flip))


def _bytes(matrix: Any) -> Image:
    """The same array, typed as uint8."""
    return np.asarray(matrix, np.uint8)
