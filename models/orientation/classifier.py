"""Crop to direction: is the line upside-down?"""

from collections.abc import Sequence

import numpy as np

from models.catalog.parameters import ClassifierParameters
from models.page import Image
from models.preprocess import strip
from models.runtimes import Session


class Classifier:
    """A classification session, and how many crops are looked at together."""

    def __init__(
        self, session: Session, parameters: ClassifierParameters, batches: Sequence[int] = (1,)
    ) -> None:
        self._session = session
        self._parameters = parameters
        self._batches = batches

    def warm(self) -> None:
        """Run once on every batch that there is."""
        for count in self._batches:
            self._session(np.zeros((count, self._parameters.height, self._parameters.width, 3), np.uint8))

    def are_upside_down(self, crops: Sequence[Image]) -> list[bool]:
        """Whether the text of each crop, uint8 (height, width, 3) BGR, likely stands on its head."""
        (probabilities,) = self._session(np.stack([self._strip(crop) for crop in crops]))
        return [bool(upside_down > upright) for upright, upside_down in probabilities]

    def _strip(self, crop: Image) -> Image:
        """The network's input for a crop, or for its middle where it is too long."""
        width, height = self._parameters.width, self._parameters.height
        kept = min(crop.shape[1], crop.shape[0] * width // height)
        left = (crop.shape[1] - kept) // 2
        return strip(crop[:, left : left + kept], height, width)
