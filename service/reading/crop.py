"""A line as it is to be read: where it stands on its page, and how it is turned."""

from dataclasses import dataclass

import cv2
import numpy as np

from models import geometry
from models.catalog.parameters import RecognizerParameters
from models.page import Character, Image, Quad, TextLine
from models.preprocess import scaled_to_height, scaled_width
from models.recognition.recognizer import RecognizedText, strip_width
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

    def length(self, strip_height: int) -> int:
        """The width in pixels of its rotated pixels once they are scaled to the height of a strip."""
        width, height = self._size(self._cut)[:: -1 if self.quarters % 2 else 1]
        return scaled_width(width, height, strip_height)

    def bucket(self, parameters: RecognizerParameters) -> Bucket:
        """The size of the strip that the recognizer gets."""
        return _strip_bucket(self.length(parameters.strip_height), parameters)

    @property
    def outline(self) -> Quad:
        """Where it stands on the page, from its own first corner on."""
        height, width = self.page.shape[:2]
        return geometry.rotated_corners(geometry.outline(self.quad, width, height), self.quarters)

    @property
    def pixels(self) -> Image:
        """What is seen, turned: uint8 (height, width, 3) BGR."""
        return np.rot90(geometry.crop(self.page, self._cut), self.quarters)

    def line(self, reading: RecognizedText) -> TextLine:
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
    strip_height: int
    spelt: bool = False

    def length(self, strip_height: int) -> int:
        """The sum of their widths in pixels once each is scaled to the height of a strip."""
        height, width = self.page.shape[:2]
        sizes = [geometry.crop_size(quad, width, height) for quad in self.quads]
        return sum(scaled_width(*size, strip_height) for size in sizes)

    def bucket(self, parameters: RecognizerParameters) -> Bucket:
        """The size of the strip that the recognizer gets."""
        return _strip_bucket(self.length(parameters.strip_height), parameters)

    @property
    def pixels(self) -> Image:
        """All of them at one height: uint8 (height, width, 3) BGR."""
        cut = [geometry.crop(self.page, quad) for quad in self.quads]
        scaled = [scaled_to_height(each, self.strip_height) for each in cut]
        return cv2.hconcat(scaled).astype(np.uint8, copy=False)


def _strip_bucket(length: int, parameters: RecognizerParameters) -> Bucket:
    height = parameters.strip_height
    return Bucket(strip_width(length, height, parameters), height)
