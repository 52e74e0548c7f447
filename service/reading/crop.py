"""A line as it is to be read: where it stands on its page, and how it is turned."""

from dataclasses import dataclass

import cv2
import numpy as np

from models import geometry
from models.page import Character, Image, Quad, TextLine
from models.preprocess import resized, scaled_width
from models.recognition.recognizer import HEIGHT, Reading, strip_width
from service.batching.buckets import Bucket


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A line that is cut out of its page when it is looked at, so that what waits holds no pixels of its own.

    `quad` is where it stands, and `seen` what is cut out, where that is more. `quarters` counts quarter turns
    against the clock; `spelt` says whether its characters are wanted.
    """

    page: Image
    quad: Quad
    quarters: int
    spelt: bool
    seen: Quad | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels of where it stands, before it is turned."""
        return self._size(self.quad)

    @property
    def length(self) -> int:
        """How long what is seen is, turned, at the height of a strip."""
        width, height = self._size(self._cut)[:: -1 if self.quarters % 2 else 1]
        return scaled_width(width, height, HEIGHT)

    @property
    def bucket(self) -> Bucket:
        """The strip that it is read as."""
        return Bucket(strip_width(self.length, HEIGHT), HEIGHT)

    @property
    def outline(self) -> Quad:
        """Where it stands on the page, from its own first corner on."""
        height, width = self.page.shape[:2]
        return geometry.rotated_corners(geometry.outline(self.quad, width, height), self.quarters)

    @property
    def pixels(self) -> Image:
        """What is seen, turned: uint8 (height, width, 3) BGR."""
        return np.rot90(geometry.crop(self.page, self._cut), self.quarters)

    def line(self, reading: Reading) -> TextLine:
        """What a reading of it says, and where on the page."""
        own = self.outline
        characters = (
            Character(cell.text, geometry.between(own, cell.start, cell.end), cell.score)
            for cell in reading.cells
        )
        return TextLine(own, reading.text, reading.score, tuple(characters))

    @property
    def _cut(self) -> Quad:
        return self.quad if self.seen is None else self.seen

    def _size(self, quad: Quad) -> tuple[int, int]:
        height, width = self.page.shape[:2]
        return geometry.crop_size(quad, width, height)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Parts of a page that are laid side by side to be read as one line."""

    page: Image
    quads: tuple[Quad, ...]
    spelt: bool = False

    @property
    def length(self) -> int:
        """How long they are together at the height of a strip."""
        height, width = self.page.shape[:2]
        sizes = [geometry.crop_size(quad, width, height) for quad in self.quads]
        return sum(scaled_width(*size, HEIGHT) for size in sizes)

    @property
    def bucket(self) -> Bucket:
        """The strip that they are read as."""
        return Bucket(strip_width(self.length, HEIGHT), HEIGHT)

    @property
    def pixels(self) -> Image:
        """All of them at one height: uint8 (height, width, 3) BGR."""
        cut = [geometry.crop(self.page, quad) for quad in self.quads]
        shown = [resized(each, scaled_width(each.shape[1], each.shape[0], HEIGHT), HEIGHT) for each in cut]
        return cv2.hconcat(shown).astype(np.uint8, copy=False)
