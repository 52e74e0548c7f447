"""How large the detector sees a picture: at first, and again where what it found is small."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.catalog.parameters import CanvasRule, DetectorParameters
from models.detection.fold import Fold, fold_of
from models.geometry import side_lengths
from models.page import Image, Quad, Size
from models.preprocess import budget, canvas_size, shaped


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A page, or a part of one, uint8 BGR; its width and height in pixels as it is seen; how it is folded."""

    picture: Image
    size: Size
    fold: Fold | None = None

    @property
    def shape(self) -> Size:
        """Width and height in pixels of what is seen, before it is scaled."""
        height, width = self.picture.shape[:2]
        return (self.fold.width, self.fold.height) if self.fold else (width, height)

    @property
    def scale(self) -> float:
        """How long a pixel of the picture is seen."""
        width, height = self.shape
        return float(((self.size[0] * self.size[1]) / (width * height)) ** 0.5)

    @property
    def shown(self) -> Image:
        """What is seen, before it is scaled."""
        return self.fold.folded(self.picture) if self.fold else self.picture


def first_view(picture: Image, rule: CanvasRule) -> View:
    """What is looked at first; a page that can be folded is seen larger, but not enlarged for that."""
    height, width = picture.shape[:2]
    size = canvas_size(width, height, rule)
    fold = fold_of(picture)
    if fold is None:
        return View(picture, size)
    largest = max(1.0, size[0] * size[1] / (width * height)) * fold.width * fold.height
    pixels = min(budget(fold.width, fold.height, rule), largest)
    return View(picture, shaped(fold.width, fold.height, pixels), fold)


def closer_view(view: View, found: Sequence[Quad], parameters: DetectorParameters) -> View | None:
    """What is looked at again after a first look at a view that found these quads; None: that saw it all.

    A picture in which nothing was found is not enlarged, but may have been seen too small.
    """
    rule = parameters.closer
    seen = _low_height(found, rule.low_share) * view.scale if found else rule.missed_height
    if seen >= rule.low_height:
        return None
    growth = rule.clear_height / max(seen, rule.missed_height / 2)
    if not found:
        growth = min(growth, 1 / view.scale)
    pixels = view.size[0] * view.size[1]
    wanted = min(pixels * growth**2, parameters.canvas.max_pixels)
    if wanted < rule.min_growth * pixels:
        return None
    return replace(view, size=shaped(*view.shape, wanted))


def _low_height(quads: Sequence[Quad], low_share: float) -> float:
    heights = np.sort([min(side_lengths(quad)) for quad in quads])
    return float(heights[int(low_share * len(heights))])
