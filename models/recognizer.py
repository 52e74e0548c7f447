"""Crop to text."""

from bisect import bisect_left

import numpy as np

from models.ctc import decode
from models.page import Image
from models.preprocess import strip
from models.runtimes import Session

HEIGHT = 48
"""The height of the strips that PP-OCR's recognizers take, in pixels."""

WIDTHS: tuple[int, ...] = (*range(96, 640, 32), *range(640, 1280, 64), *range(1280, 3201, 128))
"""The widths of strips. Runtimes keep memory for every one, so steps grow with the width."""

WARMED = 1280
"""Lines up to this width are common; longer ones may pay for being the first of their width."""


def strip_width(width: int, height: int) -> int:
    """The padded width of a crop of that size: a function of the crop alone, so no other changes its text."""
    return WIDTHS[min(bisect_left(WIDTHS, round(width * HEIGHT / height)), len(WIDTHS) - 1)]


class Recognizer:
    """A recognition session and the characters that its classes mean."""

    def __init__(self, session: Session, charset: tuple[str, ...]) -> None:
        self._session = session
        self._charset = charset

    def warm(self) -> None:
        """Run once on every width that is common."""
        for width in WIDTHS[: bisect_left(WIDTHS, WARMED) + 1]:
            self.read(np.zeros((HEIGHT, width, 3), np.uint8))

    def read(self, crop: Image) -> tuple[str, float]:
        """The text of an upright crop, uint8 (height, width, 3) BGR, and its score from 0 to 1.

        Spaces at the ends of the text are left out.
        """
        width = strip_width(crop.shape[1], crop.shape[0])
        classes, probabilities = self._session(strip(crop, HEIGHT, width)[np.newaxis])
        text, score = decode(classes[0], probabilities[0], self._charset)
        return text.strip(), score
