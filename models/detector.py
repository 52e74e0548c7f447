"""Page to quads: where the text lines stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.dbnet import DbParameters, quads_of
from models.page import Image, Quad
from models.preprocess import PADDING, CanvasRule, canvas_size, resized
from models.runtimes import Session

WARMED = ((1334, 750), (1920, 1080), (1080, 1920), (800, 800))
"""Heights and widths of common pages."""

Size = tuple[int, int]
"""Width and height in pixels."""


@dataclass(frozen=True, slots=True)
class DetectorParameters:
    """How large the canvas is, and how its map is read."""

    canvas: CanvasRule
    db: DbParameters
    canvases: tuple[Size, ...] = ()
    """All that there are, where a device prepares each for long; by default any that the rule gives."""


class Detector:
    """A detection session and the parameters that were measured to suit it."""

    def __init__(self, session: Session, parameters: DetectorParameters) -> None:
        self._session = session
        self._parameters = parameters

    def warm(self) -> None:
        """Run once on the canvases of common pages."""
        for height, width in WARMED:
            self.quads([np.zeros((height, width, 3), np.uint8)])

    def canvas(self, width: int, height: int) -> Size:
        """Width and height of the canvas on which a page of that size is searched."""
        canvases = self._parameters.canvases
        shown = canvas_size(width, height, self._parameters.canvas)
        return smallest_that_holds(shown, canvases) if canvases else shown

    def quads(self, pages: Sequence[Image]) -> list[list[Quad]]:
        """The quads of all text lines of each page, in no order, in pixels of the page.

        Raises ValueError unless the pages share one canvas.
        """
        shown = [self._shown(page) for page in pages]
        canvases = [self._on_canvas(*each) for each in zip(pages, shown, strict=True)]
        (probabilities,) = self._session(np.stack(canvases))
        return [self._quads(*each) for each in zip(pages, shown, probabilities, strict=True)]

    def _shown(self, page: Image) -> Size:
        """How large the page is on its canvas: as the rule says, or smaller where no canvas holds that."""
        height, width = page.shape[:2]
        across, down = canvas_size(width, height, self._parameters.canvas)
        scale = _scale((across, down), self.canvas(width, height))
        return round(across * scale), round(down * scale)

    def _on_canvas(self, page: Image, shown: Size) -> Image:
        """The page at the upper left of its canvas, with what the network sees as nothing beside it."""
        height, width = page.shape[:2]
        picture = resized(page, *shown)
        canvas = self.canvas(width, height)
        if shown == canvas:
            return picture
        padded = np.full((*canvas[::-1], 3), PADDING, np.uint8)
        padded[: shown[1], : shown[0]] = picture
        return padded

    def _quads(self, page: Image, shown: Size, probability: NDArray[np.float32]) -> list[Quad]:
        scale = np.divide(page.shape[1::-1], shown).astype(np.float32)
        return quads_of(probability[: shown[1], : shown[0]], self._parameters.db, scale)


def smallest_that_holds(shown: Size, canvases: Sequence[Size]) -> Size:
    """The smallest canvas that holds a picture of that size, or else the one that shrinks it least."""
    return max(canvases, key=lambda canvas: (_scale(shown, canvas), -canvas[0] * canvas[1]))


def _scale(shown: Size, canvas: Size) -> float:
    """By how much the picture must shrink to lie on the canvas: 1 where it fits."""
    return min(1.0, canvas[0] / shown[0], canvas[1] / shown[1])
