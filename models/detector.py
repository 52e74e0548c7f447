"""Page to quads: where the text lines stand."""

from dataclasses import dataclass

import numpy as np

from models.dbnet import DbParameters, quads_of
from models.page import Image, Quad
from models.preprocess import CanvasRule, canvas_size, resized
from models.runtimes import Session

WARMED = ((1334, 750), (1920, 1080), (1080, 1920), (800, 800))
"""Heights and widths of common pages."""


@dataclass(frozen=True, slots=True)
class DetectorParameters:
    """How large the canvas is, and how its map is read."""

    canvas: CanvasRule
    db: DbParameters


class Detector:
    """A detection session and the parameters that were measured to suit it."""

    def __init__(self, session: Session, parameters: DetectorParameters) -> None:
        self._session = session
        self._parameters = parameters

    def warm(self) -> None:
        """Run once on the canvases of common pages."""
        for height, width in WARMED:
            self.quads(np.zeros((height, width, 3), np.uint8))

    def quads(self, image: Image) -> list[Quad]:
        """The quads of all text lines of a page, in no order, in pixels of the page."""
        height, width = image.shape[:2]
        canvas = canvas_size(width, height, self._parameters.canvas)
        (probability,) = self._session(resized(image, *canvas)[np.newaxis])
        scale = np.array([width / canvas[0], height / canvas[1]], np.float32)
        return quads_of(probability[0], self._parameters.db, scale)
