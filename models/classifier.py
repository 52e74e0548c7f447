"""Crop to direction: is the line upside-down?"""

import numpy as np

from models.page import Image
from models.preprocess import strip
from models.runtimes import Session

HEIGHT, WIDTH = 48, 192
"""What PP-OCR's mobile direction classifier takes; a longer line shows its squeezed whole."""

CERTAIN = 0.9
"""A line is turned over only above this probability (PaddleOCR's own threshold)."""


class Classifier:
    """A classification session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def warm(self) -> None:
        """Run once on the one shape that there is."""
        self.is_upside_down(np.zeros((HEIGHT, WIDTH, 3), np.uint8))

    def is_upside_down(self, crop: Image) -> bool:
        """Whether the text of a crop, uint8 (height, width, 3) BGR, stands on its head."""
        (probability,) = self._session(strip(crop, HEIGHT, WIDTH, WIDTH)[np.newaxis])
        return bool(probability[0, 1] > CERTAIN)
