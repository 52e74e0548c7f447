"""Crop to direction: is the line upside-down?"""

import numpy as np

from models.page import Image
from models.preprocess import strip
from models.runtimes import Session

HEIGHT, WIDTH = 48, 192
"""What PP-OCR's mobile direction classifier takes. Of a longer line it sees the middle: squeezed into the
strip, one upside-down line in twenty is missed, and one in a hundred like this (own corpus)."""


class Classifier:
    """A classification session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def warm(self) -> None:
        """Run once on the one shape that there is."""
        self.is_upside_down(np.zeros((HEIGHT, WIDTH, 3), np.uint8))

    def is_upside_down(self, crop: Image) -> bool:
        """Whether the text of a crop, uint8 (height, width, 3) BGR, likely stands on its head."""
        shown = min(crop.shape[1], crop.shape[0] * WIDTH // HEIGHT)
        left = (crop.shape[1] - shown) // 2
        middle = crop[:, left : left + shown]
        (probability,) = self._session(strip(middle, HEIGHT, WIDTH)[np.newaxis])
        return bool(probability[0, 1] > probability[0, 0])
