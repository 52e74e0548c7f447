"""Page to quads: where the text lines stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
            self.quads([np.zeros((height, width, 3), np.uint8)])

    def canvas(self, width: int, height: int) -> tuple[int, int]:
        """Width and height of the canvas on which a page of that size is searched."""
        return canvas_size(width, height, self._parameters.canvas)

    def quads(self, pages: Sequence[Image]) -> list[list[Quad]]:
        """The quads of all text lines of each page, in no order, in pixels of the page.

        Raises ValueError unless the pages share one canvas.
        """
        canvases = [self.canvas(page.shape[1], page.shape[0]) for page in pages]
        shown = [resized(page, *canvas) for page, canvas in zip(pages, canvases, strict=True)]
        (probabilities,) = self._session(np.stack(shown))
        return [self._quads(*each) for each in zip(pages, probabilities, strict=True)]

    def _quads(self, page: Image, probability: NDArray[np.float32]) -> list[Quad]:
        scale = np.divide(page.shape[1::-1], probability.shape[::-1]).astype(np.float32)
        return quads_of(probability, self._parameters.db, scale)
