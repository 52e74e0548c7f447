"""Classification of crops: whether a line is upside-down."""

from collections.abc import Sequence

import numpy as np

from models.catalog.line_parameters import ClassifierParameters
from models.page import Image
from models.preprocess import strip
from models.runtimes import Session


class Classifier:
    """Classifies crops as upright or upside-down. `batches` are the batch sizes in use."""

    def __init__(
        self, session: Session, parameters: ClassifierParameters, batches: Sequence[int] = (1,)
    ) -> None:
        self._session = session
        self._parameters = parameters
        self._batches = batches

    def warm(self) -> None:
        """Run every batch size once."""
        for count in self._batches:
            self._session(np.zeros((count, self._parameters.height, self._parameters.width, 3), np.uint8))

    def are_upside_down(self, crops: Sequence[Image]) -> list[bool]:
        """Whether the text of each crop, uint8 (height, width, 3) BGR, is probably upside-down."""
        (probabilities,) = self._session(np.stack([self._strip(crop) for crop in crops]))
        return [bool(upside_down > upright) for upright, upside_down in probabilities]

    def _strip(self, crop: Image) -> Image:
        """The network's input for a crop. A crop that is too long is reduced to its middle."""
        width, height = self._parameters.width, self._parameters.height
        kept = min(crop.shape[1], crop.shape[0] * width // height)
        left = (crop.shape[1] - kept) // 2
        return strip(crop[:, left : left + kept], height, width)
