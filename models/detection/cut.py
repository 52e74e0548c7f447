"""Cutting a picture into parts, and merging the regions of the parts into regions of the picture.

Three modules make cuts: `tiles.py` of long pages, `fold.py` of pages with empty space, `bands.py` of large
canvases.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.detection.fold import Fold, unfolded_page
from models.detection.merging import merge
from models.detection.part import Part
from models.detection.tiles import tiles
from models.page import Image, Region


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A fold of a picture and overlapping parts of the folded picture. Each part is searched by itself."""

    fold: Fold
    parts: tuple[Part, ...]

    def pictures(self, picture: Image) -> list[Image]:
        """The pixels of each part."""
        return [self.fold.pixels(picture, part) for part in self.parts]

    def merged(self, found: Sequence[Sequence[Region]]) -> list[Region]:
        """The regions of the picture in its pixels, given those of each part in the pixels of the part."""
        return self.fold.unfolded(merge(self.parts, found))


def tiled(picture: Image) -> Cut:
    """The tiles of a long page, or one part with all of another page."""
    height, width = picture.shape[:2]
    return Cut(unfolded_page(width, height), tiles(width, height))
