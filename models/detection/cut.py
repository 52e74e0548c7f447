"""Cuts: the division of a picture into parts that are searched one by one.

A cut removes the empty space of a picture (`fold.py`) and divides the rest into overlapping parts: tiles of
a long page (`tiles.py`) or bands of a large canvas (`bands.py`). The detector searches each part by itself.
The regions of the parts are merged (`merging.py`) and mapped back to the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.detection.fold import Fold, no_fold
from models.detection.merging import merge
from models.detection.part import Part
from models.detection.tiles import tiles
from models.page import Image, Region


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A fold of a picture, and overlapping parts of the folded picture."""

    fold: Fold
    parts: tuple[Part, ...]

    def pictures(self, picture: Image) -> list[Image]:
        """The pixels of each part."""
        return [self.fold.pixels(picture, part) for part in self.parts]

    def merged(self, found: Sequence[Sequence[Region]]) -> list[Region]:
        """The regions of the picture in its pixels, given those of each part in the pixels of the part."""
        return self.fold.unfolded(merge(self.parts, found))


def tiled(picture: Image) -> Cut:
    """The cut of a long page into tiles. Any other page is one tile."""
    height, width = picture.shape[:2]
    return Cut(no_fold(width, height), tiles(width, height))
