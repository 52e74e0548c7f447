"""The detector: finds the regions of text lines in views of a page."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.catalog.detector_parameters import DetectorParameters
from models.detection.dbnet import regions_of
from models.detection.search import Search, first_search, second_search
from models.detection.view import View
from models.page import Image, Region, Size
from models.preprocess import PADDING, resized
from models.runtimes import Session

WARM_PAGES = ((1334, 750), (1920, 1080), (1080, 1920), (800, 800))
"""Heights and widths of common pages, in pixels, whose canvases are warmed up."""


class Detector:
    """A session of a detection network and the parameters of that network.

    `canvases` are the only canvas sizes that the session gets, for a device that needs long to prepare each
    new size. If there are none, the canvas of a view has the size of the view.
    """

    def __init__(
        self, session: Session, parameters: DetectorParameters, canvases: Sequence[Size] = ()
    ) -> None:
        self._session = session
        self._parameters = parameters
        self._canvases = canvases

    def warm(self) -> None:
        """Run once on each canvas of WARM_PAGES."""
        for height, width in WARM_PAGES:
            self.regions(self.first_search(np.zeros((height, width, 3), np.uint8)).views)

    def first_search(self, picture: Image) -> Search:
        """The first pass over a picture; see `models/detection/search.py`."""
        return first_search(picture, self._parameters.canvas)

    def second_search(self, first: Search, found: Sequence[Region]) -> Search | None:
        """The second pass, given the regions of the first one. None if the first one was enough."""
        return second_search(first, found, self._parameters)

    def canvas(self, view: View) -> Size:
        """Width and height in pixels of the canvas for a view."""
        return smallest_canvas(view.size, self._canvases) if self._canvases else view.size

    def regions(self, views: Sequence[View]) -> list[list[Region]]:
        """The regions of all text lines of each view, in no particular order, in pixels of `View.pixels`.

        Raises ValueError unless the views share one canvas.
        """
        canvases = [self.canvas(view) for view in views]
        sizes = [_fitted(*each) for each in zip(views, canvases, strict=True)]
        batch = [_on_canvas(*each) for each in zip(views, canvases, sizes, strict=True)]
        (probabilities,) = self._session(np.stack(batch))
        return [self._regions(*each) for each in zip(views, sizes, probabilities, strict=True)]

    def _regions(self, view: View, size: Size, probability: NDArray[np.float32]) -> list[Region]:
        scale = np.divide(view.shape, size).astype(np.float32)
        return regions_of(probability[: size[1], : size[0]], self._parameters.db, scale)


def _fitted(view: View, canvas: Size) -> Size:
    """The size of a view on its canvas: its own size, or less where no canvas is large enough."""
    scale = _scale_to_fit(view.size, canvas)
    return round(view.size[0] * scale), round(view.size[1] * scale)


def _on_canvas(view: View, canvas: Size, size: Size) -> Image:
    """A view scaled to `size` in the upper left corner of its canvas. The rest of the canvas is padding."""
    picture = resized(view.pixels, *size)
    if size == canvas:
        return picture
    padded = np.full((*canvas[::-1], 3), PADDING, np.uint8)
    padded[: size[1], : size[0]] = picture
    return padded


def smallest_canvas(size: Size, canvases: Sequence[Size]) -> Size:
    """The smallest canvas that holds a picture of that size, or else the one on which it shrinks least."""
    return max(canvases, key=lambda canvas: (_scale_to_fit(size, canvas), -canvas[0] * canvas[1]))


def _scale_to_fit(size: Size, canvas: Size) -> float:
    """The largest scale, at most 1, at which a picture of that size fits on the canvas."""
    return min(1.0, canvas[0] / size[0], canvas[1] / size[1])
