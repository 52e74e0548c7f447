"""Crops: the pixels of a line, cut out of its page and rotated."""

from dataclasses import dataclass

import cv2
import numpy as np

from models import geometry
from models.catalog.line_parameters import RecognizerParameters
from models.page import Character, Image, Quad, TextLine
from models.preprocess import scaled_to_height, scaled_width
from models.recognition.recognizer import RecognizedText, strip_width
from service.batching.buckets import Bucket


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A line of a page at one rotation. A waiting crop holds no pixels of its own: `pixels` cuts them out.

    `quad`: the place of the line. `quad_with_margin`: the area that is cut out, by default the quad itself.
    `quarters`: the number of rotations by 90° counterclockwise. `with_characters`: whether the places of the
    characters of the line are needed.
    """

    page: Image
    quad: Quad
    quarters: int
    with_characters: bool
    quad_with_margin: Quad | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the quad in pixels, before the rotation."""
        return self._size(self.quad)

    def length(self, strip_height: int) -> int:
        """The width in pixels of the rotated crop after it is scaled to the height of a strip."""
        width, height = self._size(self._cut_quad)[:: -1 if self.quarters % 2 else 1]
        return scaled_width(width, height, strip_height)

    def bucket(self, parameters: RecognizerParameters) -> Bucket:
        """The size of the strip that the recognizer gets."""
        return _strip_bucket(self.length(parameters.strip_height), parameters)

    @property
    def outline(self) -> Quad:
        """The place of the line on the page. The first corner is the top left of the rotated crop."""
        height, width = self.page.shape[:2]
        return geometry.rotated_corners(geometry.crop_outline(self.quad, width, height), self.quarters)

    @property
    def pixels(self) -> Image:
        """The rotated pixels: uint8 (height, width, 3) BGR."""
        return np.rot90(geometry.crop(self.page, self._cut_quad), self.quarters)

    def to_line(self, recognized: RecognizedText) -> TextLine:
        """The line with its text, and with each character at its place on the page."""
        outline = self.outline
        characters = (
            Character(cell.text, geometry.between(outline, cell.start, cell.end), cell.score)
            for cell in recognized.cells
        )
        return TextLine(
            quad=outline,
            text=recognized.text,
            score=recognized.score,
            characters=tuple(characters),
            scores=recognized.scores,
        )

    @property
    def _cut_quad(self) -> Quad:
        return self.quad if self.quad_with_margin is None else self.quad_with_margin

    def _size(self, quad: Quad) -> tuple[int, int]:
        height, width = self.page.shape[:2]
        return geometry.crop_size(quad, width, height)


@dataclass(frozen=True, slots=True, eq=False)
class JoinedCrops:
    """Parts of a page that are scaled to one height, joined side by side, and recognized as one line."""

    page: Image
    quads: tuple[Quad, ...]
    strip_height: int
    with_characters: bool = False

    def length(self, strip_height: int) -> int:
        """The sum of the widths in pixels of all parts after they are scaled to the height of a strip."""
        height, width = self.page.shape[:2]
        sizes = [geometry.crop_size(quad, width, height) for quad in self.quads]
        return sum(scaled_width(*size, strip_height) for size in sizes)

    def bucket(self, parameters: RecognizerParameters) -> Bucket:
        """The size of the strip that the recognizer gets."""
        return _strip_bucket(self.length(parameters.strip_height), parameters)

    @property
    def pixels(self) -> Image:
        """The joined pixels: uint8 (strip_height, width, 3) BGR."""
        crops = [geometry.crop(self.page, quad) for quad in self.quads]
        scaled = [scaled_to_height(each, self.strip_height) for each in crops]
        return cv2.hconcat(scaled).astype(np.uint8, copy=False)


def _strip_bucket(length: int, parameters: RecognizerParameters) -> Bucket:
    height = parameters.strip_height
    return Bucket(strip_width(length, height, parameters), height)
