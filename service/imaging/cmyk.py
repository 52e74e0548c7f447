"""CMYK JPEG files without Adobe's marker. They do not say whether the inks are stored inverted."""

from io import BytesIO
from typing import Final

import numpy as np
from PIL.JpegImagePlugin import JpegImageFile

from service.imaging.picture import Pixels
from service.imaging.pixels import row_slices

MAX_INK: Final = 816
"""The sum of the four inks of a pixel, 0 to 1020, that no print exceeds: 320 %.

Printers limit it to 300 to 340 %. Stored with the wrong sign, white paper is 400 %. Of 132 coded pictures of
tests/data/corpus, light and dark, with none, half and all of the grey in black ink, all 132 are told apart.
"""


def decode_unmarked(data: bytes) -> Pixels:
    """The pixels, (h, w, 3) BGR, of a JPEG with four components and without Adobe's marker.

    Browsers, Pillow and OpenCV take the inks as inverted, like those of Adobe. If they are not inverted,
    black text becomes black on black. The inks are taken as inverted, unless they exceed MAX_INK less as
    stored.
    """
    inks = np.asarray(JpegImageFile(BytesIO(data)))  # Pillow inverts the stored values
    stored = ~inks
    return _bgr(stored if _excess(stored) < _excess(inks) else inks)


def _excess(inks: Pixels) -> int:
    """The sum of the ink above MAX_INK over all pixels. `inks`: (h, w, 4), 255 is full ink."""
    sums = (inks[rows].sum(axis=2, dtype=np.int64) for rows in row_slices(*inks.shape[:2]))
    return sum(int(np.maximum(each - MAX_INK, 0).sum()) for each in sums)


def _bgr(inks: Pixels) -> Pixels:
    """The colours of inks, (h, w, 4), with the formula that Pillow and OpenCV use."""
    out = np.empty((*inks.shape[:2], 3), np.uint8)
    for rows in row_slices(*inks.shape[:2]):
        light = (~inks[rows]).astype(np.uint16)
        out[rows] = (light[..., 2::-1] * light[..., 3:] + 127) // 255
    return out
