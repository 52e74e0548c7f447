"""Page to regions: where the text lines stand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.catalog.parameters import DetectorParameters
from models.detection.bands import Bands, bands_of
from models.detection.dbnet import regions_of
from models.detection.view import View, closer_view, first_view
from models.page import Image, Region, Size
from models.preprocess import PADDING, resized
from models.runtimes import Session

WARMED = ((1334, 750), (1920, 1080), (1080, 1920), (800, 800))
"""Heights and widths of common pages."""


class Detector:
    """A detection session and the parameters that were measured to suit it."""

    def __init__(
        self, session: Session, parameters: DetectorParameters, canvases: Sequence[Size] = ()
    ) -> None:
        """`canvases` are the only ones there are, where a device takes long to prepare each."""
        self._session = session
        self._parameters = parameters
        self._canvases = canvases

    def warm(self) -> None:
        """Run once on the canvases of common pages."""
        for height, width in WARMED:
            self.regions([self.view(np.zeros((height, width, 3), np.uint8))])

    def view(self, picture: Image) -> View:
        """How a picture is seen first."""
        return first_view(picture, self._parameters.canvas)

    def closer(self, view: View, found: Sequence[Region]) -> Bands | None:
        """How a picture is searched again after a first view found these regions; None where once is enough."""
        closer = closer_view(view, [region.quad for region in found], self._parameters)
        return bands_of(closer, found, self._parameters.bands) if closer else None

    def canvas(self, view: View) -> Size:
        """Width and height of the canvas that a view is laid on."""
        return smallest_that_holds(view.size, self._canvases) if self._canvases else view.size

    def regions(self, views: Sequence[View]) -> list[list[Region]]:
        """The regions of all text lines in each view, in no order, in pixels of its picture.

        Raises ValueError unless the views share one canvas.
        """
        canvases = [self.canvas(view) for view in views]
        shown = [_shown(*each) for each in zip(views, canvases, strict=True)]
        laid = [_laid(*each) for each in zip(views, canvases, shown, strict=True)]
        (probabilities,) = self._session(np.stack(laid))
        return [self._regions(*each) for each in zip(views, shown, probabilities, strict=True)]

    def _regions(self, view: View, shown: Size, probability: NDArray[np.float32]) -> list[Region]:
        scale = np.divide(view.shape, shown).astype(np.float32)
        found = regions_of(probability[: shown[1], : shown[0]], self._parameters.db, scale)
        if view.fold is None:
            return found
        return [replace(region, quad=view.fold.unfolded(region.quad)) for region in found]


def _shown(view: View, canvas: Size) -> Size:
    """How large the picture is on its canvas: as wanted, or smaller where no canvas holds that."""
    scale = _scale(view.size, canvas)
    return round(view.size[0] * scale), round(view.size[1] * scale)


def _laid(view: View, canvas: Size, shown: Size) -> Image:
    """The picture at the upper left of its canvas, with what the network sees as nothing beside it."""
    picture = resized(view.shown, *shown)
    if shown == canvas:
        return picture
    padded = np.full((*canvas[::-1], 3), PADDING, np.uint8)
    padded[: shown[1], : shown[0]] = picture
    return padded


def smallest_that_holds(shown: Size, canvases: Sequence[Size]) -> Size:
    """The smallest canvas that holds a picture of that size, or else the one that shrinks it least."""
    return max(canvases, key=lambda canvas: (_scale(shown, canvas), -canvas[0] * canvas[1]))


def _scale(shown: Size, canvas: Size) -> float:
    """By how much the picture must shrink to lie on the canvas: 1 where it fits."""
    return min(1.0, canvas[0] / shown[0], canvas[1] / shown[1])
