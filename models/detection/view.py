"""Views: the inputs of the detector, and the scale of the first pass."""

from dataclasses import dataclass, replace

from models.catalog.detector_parameters import CanvasRule
from models.detection.fold import Fold, fold_of, no_fold
from models.detection.part import Part
from models.page import Image, Size
from models.preprocess import canvas_near, canvas_size, pixel_budget


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One input of the detector: a part of a folded picture, and its width and height on the canvas.

    `pixels` cuts the part out at each access, so a view that waits in a queue has no copy of its pixels.
    """

    picture: Image
    fold: Fold
    part: Part
    size: Size

    @classmethod
    def whole(cls, picture: Image, size: Size) -> "View":
        """A view of a whole picture without a fold."""
        fold = no_fold(picture.shape[1], picture.shape[0])
        return cls(picture=picture, fold=fold, part=fold.whole, size=size)

    @property
    def pixels(self) -> Image:
        """The pixels before they are scaled: uint8 (height, width, 3) BGR."""
        return self.fold.pixels(self.picture, self.part)

    @property
    def shape(self) -> Size:
        """Width and height of `pixels`."""
        return self.part.width, self.part.height

    @property
    def scale(self) -> float:
        """Canvas pixels per pixel of the picture, along one side."""
        return float(((self.size[0] * self.size[1]) / (self.part.width * self.part.height)) ** 0.5)

    def with_pixels(self, pixels: float) -> "View":
        """The same part, scaled to about so many canvas pixels."""
        return replace(self, size=canvas_near(*self.shape, pixels))

    def of_part(self, part: Part) -> "View":
        """A part of the folded picture at the scale of this view."""
        if part == self.part:
            return self
        area = self.size[0] * (self.size[1] / self.part.height) * part.height
        return replace(self, part=part).with_pixels(area)


def first_view(picture: Image, rule: CanvasRule) -> View:
    """The view for the first pass over a picture.

    Folding leaves more canvas pixels for the rest of the picture, but never raises the scale above 1.
    """
    height, width = picture.shape[:2]
    fold = fold_of(picture)
    size = canvas_size(width, height, rule)
    if (fold.width, fold.height) != (width, height):
        max_growth = max(1.0, size[0] * size[1] / (width * height))
        pixels = min(pixel_budget(fold.width, fold.height, rule), max_growth * fold.width * fold.height)
        size = canvas_near(fold.width, fold.height, pixels)
    return View(picture=picture, fold=fold, part=fold.whole, size=size)
