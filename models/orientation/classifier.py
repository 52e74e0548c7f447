"""Crop to direction: is the line upside-down?"""

from collections.abc import Sequence

import numpy as np

from models.page import Image
from models.preprocess import strip
from models.runtimes import Session

HEIGHT, WIDTH = 48, 192
"""What PP-OCR's mobile direction classifier takes. Of a longer line it sees the middle: squeezed into the
strip, one upside-down line in twenty is missed, and one in a hundred like this (own corpus)."""


class Classifier:
    """A classification session, and how many crops are looked at together."""

    def __init__(self, session: Session, batches: Sequence[int] = (1,)) -> None:
        self._session = session
        self._batches = batches

    def warm(self) -> None:
        """Run once on every batch that there is."""
        for count in self._batches:
            self._session(np.zeros((count, HEIGHT, WIDTH, 3), np.uint8))

    def are_upside_down(self, crops: Sequence[Image]) -> list[bool]:
        """Whether the text of each crop, uint8 (height, width, 3) BGR, likely stands on its head."""
        (probabilities,) = self._session(np.stack([strip(_middle(crop), HEIGHT, WIDTH) for crop in crops]))
        return [bool(upside_down > upright) for upright, upside_down in probabilities]


def _middle(crop: Image) -> Image:
    shown = min(crop.shape[1], crop.shape[0] * WIDTH // HEIGHT)
    left = (crop.shape[1] - shown) // 2
    return crop[:, left : left + shown]
