"""Crop to text."""

import numpy as np

from models.ctc import decode
from models.page import Image
from models.preprocess import strip
from models.runtimes import Session

HEIGHT = 48
"""The height of the strips that PP-OCR's recognizers take, in pixels."""

WIDTH_STEP = 32
NARROWEST, WIDEST = 96, 3200

WARMED = 1280
"""Lines up to this width are common; longer ones may pay for being the first of their width."""


def strip_width(width: int, height: int) -> int:
    """The padded width of a crop of that size: a function of the crop alone, so no other changes its text."""
    scaled = round(width * HEIGHT / height)
    return min(max(-(-scaled // WIDTH_STEP) * WIDTH_STEP, NARROWEST), WIDEST)


class Recognizer:
    """A recognition session and the characters that its classes mean."""

    def __init__(self, session: Session, charset: tuple[str, ...]) -> None:
        self._session = session
        self._charset = charset

    def warm(self) -> None:
        """Run once on every width that is common."""
        for width in range(NARROWEST, WARMED + 1, WIDTH_STEP):
            self.read(np.zeros((HEIGHT, width, 3), np.uint8))

    def read(self, crop: Image) -> tuple[str, float]:
        """The text of an upright crop, uint8 (height, width, 3) BGR, and its score from 0 to 1."""
        width = strip_width(crop.shape[1], crop.shape[0])
        classes, probabilities = self._session(strip(crop, HEIGHT, width, width)[np.newaxis])
        return decode(classes[0], probabilities[0], self._charset)
