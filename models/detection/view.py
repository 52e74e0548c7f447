"""How large the detector sees a picture: at first, and again where what it found is small."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.detection.fold import Fold, fold_of
from models.geometry import side_lengths
from models.page import Image, Quad, Size
from models.preprocess import CanvasRule, budget, canvas_size, shaped

LOWEST = 0.1
"""The lower part of all lines, whose height decides: a single low line is often no text, or a dash."""

UNSEEN = 8.0
"""Lines below this height, in pixels as seen, are mostly missed, and may be where nothing was found."""

WORTH = 1.2
"""A closer look shows at least this many times the pixels of the first."""


@dataclass(frozen=True, slots=True)
class LookRule:
    """The canvas of a first look, and when there is a closer one: heights of lines in pixels as seen."""

    first: CanvasRule
    low: float
    """Below this height lines are found, but not all and not exactly."""

    clear: float
    """The height that a closer look gives to what was low."""


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


def first_view(picture: Image, rule: LookRule) -> View:
    """What is looked at first; a page that can be folded is seen larger, but not enlarged for that."""
    height, width = picture.shape[:2]
    size = canvas_size(width, height, rule.first)
    fold = fold_of(picture)
    if fold is None:
        return View(picture, size)
    largest = max(1.0, size[0] * size[1] / (width * height)) * fold.width * fold.height
    pixels = min(budget(fold.width, fold.height, rule.first), largest)
    return View(picture, shaped(fold.width, fold.height, pixels), fold)


def closer_view(view: View, found: Sequence[Quad], rule: LookRule) -> View | None:
    """What is looked at again after a first look at a view that found these quads; None: that saw it all.

    A picture in which nothing was found is not enlarged, but may have been seen too small.
    """
    seen = _low_height(found) * view.scale if found else UNSEEN
    if seen >= rule.low:
        return None
    growth = rule.clear / max(seen, UNSEEN / 2)
    if not found:
        growth = min(growth, 1 / view.scale)
    pixels = view.size[0] * view.size[1]
    wanted = min(pixels * growth**2, rule.first.most)
    if wanted < WORTH * pixels:
        return None
    return replace(view, size=shaped(*view.shape, wanted))


def _low_height(quads: Sequence[Quad]) -> float:
    heights = np.sort([min(side_lengths(quad)) for quad in quads])
    return float(heights[int(LOWEST * len(heights))])
