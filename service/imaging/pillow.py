"""BMP, GIF, PCX, TGA and TIFF files, decoded by Pillow, which reads more variants than OpenCV."""

import threading
import warnings
from functools import partial
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile, TiffImagePlugin

from service.imaging.memory import PILLOW, PILLOW_DEEP, TRANSPARENT, DecodingMemory
from service.imaging.picture import Picture, Pixels
from service.imaging.pixels import row_slices, to_bytes


class _SuppressedWarnings:
    """Suppresses Pillow's warnings about unusual files while any thread decodes one.

    `warnings.catch_warnings` changes the whole process, so overlapping threads would restore each other's
    filters. Here the first thread changes the filters and the last one restores them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._threads = 0
        self._caught = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            if self._threads == 0:
                self._caught = warnings.catch_warnings()
                self._caught.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\.")
            self._threads += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._threads -= 1
            if self._threads == 0:
                self._caught.__exit__(None, None, None)


_suppressed_warnings = _SuppressedWarnings()


def open_picture(
    plugin: type[ImageFile.ImageFile], data: bytes, *, alpha_is_optional: bool = False
) -> Picture:
    """Read the header with this Pillow plugin and no other. Only the first frame is read."""
    with _suppressed_warnings:
        file = plugin(BytesIO(data))
    width, height = file.size
    return Picture(width, height, partial(_load, file), _memory(file), alpha_is_optional=alpha_is_optional)


def _memory(file: ImageFile.ImageFile) -> DecodingMemory:
    if file.mode in _DEEP:
        return PILLOW_DEEP
    return TRANSPARENT if _is_transparent(file) else PILLOW


def load_icon(plugin: type[ImageFile.ImageFile], data: bytes) -> Pixels:
    """Decode with a plugin that decodes the pixels when it opens the file."""
    with _suppressed_warnings:
        file = plugin(BytesIO(data))
    return _load(file)


def _load(file: ImageFile.ImageFile) -> Pixels:
    with _suppressed_warnings:
        file.load()
        pixels = _pixels(file)
        file.close()
    return pixels


_DEEP = frozenset(("I;16", "I;16L", "I;16B", "I;16N", "I", "F"))
_GREY = frozenset(("1", "L"))
_ALPHA = frozenset(("LA", "La", "PA", "RGBA", "RGBa"))


def _pixels(file: ImageFile.ImageFile) -> Pixels:
    if file.mode in _DEEP:
        grey = to_bytes(_samples(file))
        return ~grey if _has_white_at_zero(file) else grey
    if _is_transparent(file):
        return _by_row_slices(file, "RGBA", cv2.COLOR_RGBA2BGRA, 4)
    if file.mode in _GREY:
        return np.asarray(file.convert("L"))
    return _by_row_slices(file, "RGB", cv2.COLOR_RGB2BGR, 3)


def _is_transparent(file: ImageFile.ImageFile) -> bool:
    return file.mode in _ALPHA or file.has_transparency_data


def _by_row_slices(file: ImageFile.ImageFile, mode: str, code: int, channels: int) -> Pixels:
    """Convert some rows at a time, because Pillow needs four bytes a pixel for each copy."""
    width, height = file.size
    out = np.empty((height, width, channels), np.uint8)
    for rows in row_slices(height, width):
        part = file.crop((0, rows.start, width, rows.stop))
        if part.mode == "La":  # Pillow converts this mode only in two steps
            part = part.convert("LA")
        cv2.cvtColor(np.asarray(part.convert(mode)), code, dst=out[rows])
    return out


def _samples(file: ImageFile.ImageFile) -> NDArray[Any]:
    """Samples of more than eight bits. Pillow reads unsigned TIFF samples as signed, which is corrected."""
    samples = np.asarray(file)
    if samples.dtype != np.int32 or not isinstance(file, TiffImagePlugin.TiffImageFile):
        return samples
    is_unsigned = file.tag_v2.get(TiffImagePlugin.SAMPLEFORMAT, (1,))[0] == 1
    return samples.view(np.uint32) if is_unsigned else samples


def _has_white_at_zero(file: ImageFile.ImageFile) -> bool:
    """Whether 0 means white in a TIFF. Pillow inverts such pictures only if samples have eight bits."""
    return (
        isinstance(file, TiffImagePlugin.TiffImageFile)
        and file.tag_v2.get(TiffImagePlugin.PHOTOMETRIC_INTERPRETATION, 0) == 0
    )
