"""Pictures by size: 0.05 to 12 megapixels, with few lines and with many, built out of the committed corpus.

Lines are cut out and laid on a plain page in rows of equal height. Few: one line a row, by turns at the left,
in the middle and at the right. Many: rows filled from edge to edge. Nothing is scaled: text is as large as on
a screen.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from typing import Literal, get_args

import cv2
import numpy as np

from benchmarks.load.traffic.line_crops import Cutting, cuttings, moved
from models.page import Image
from tests.harness.labels import Label

Density = Literal["few", "many"]
DENSITIES: tuple[Density, ...] = get_args(Density)

GROUND = (245, 245, 245)

BESIDE, ABOVE = 24, 6
"""The least pixels between two lines, so that they do not grow together."""

TALLEST, NARROWEST = 64, 80
"""In pixels. Posters' titles stand on no page, nor do the many labels of one or two characters."""

VARIANTS = 3
"""Pictures of each class; each begins at another place of the corpus."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, rows for few lines and for many, and the format of the file."""

    width: int
    height: int
    rows: Mapping[Density, int]
    suffix: Literal[".png", ".jpg"]


SIZES: Mapping[str, Size] = {
    "0.05": Size(256, 192, {"few": 2, "many": 5}, ".png"),  # a piece of a screen
    "0.4": Size(640, 640, {"few": 4, "many": 12}, ".png"),  # a shop's picture
    "1": Size(750, 1334, {"few": 6, "many": 18}, ".jpg"),  # a phone's screen
    "2": Size(1080, 1920, {"few": 8, "many": 20}, ".jpg"),  # a larger phone's
    "8": Size(2448, 3264, {"few": 10, "many": 18}, ".jpg"),  # a phone's camera
    "12": Size(3000, 4000, {"few": 12, "many": 20}, ".jpg"),  # a newer phone's
}
"""Megapixels → the class. JPEG has quality 90."""

JPEG_QUALITY = 90


@dataclass(frozen=True, slots=True, eq=False)
class SizedPicture:
    """One picture file of a class, and what stands in it."""

    size: str
    density: Density
    variant: int
    data: bytes
    labels: tuple[Label, ...]

    @property
    def group(self) -> str:
        """The class, as tables call it."""
        return f"{self.size} {self.density}"

    @property
    def name(self) -> str:
        """A file name of its own."""
        return f"{self.size}-{self.density}-{self.variant}{SIZES[self.size].suffix}"


def sized_pictures(variants: int = VARIANTS) -> list[SizedPicture]:
    """All the pictures of all classes, small ones first."""
    return [
        sized_picture(size, density, variant)
        for size in SIZES
        for density in DENSITIES
        for variant in range(variants)
    ]


@cache
def sized_picture(size: str, density: Density, variant: int) -> SizedPicture:
    """One picture: the same pixels for the same arguments, everywhere."""
    pixels, labels = page(SIZES[size], density, variant)
    options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY] if SIZES[size].suffix == ".jpg" else []
    _, file = cv2.imencode(SIZES[size].suffix, pixels, options)
    return SizedPicture(size, density, variant, file.tobytes(), labels)


def page(size: Size, density: Density, variant: int) -> tuple[Image, tuple[Label, ...]]:
    """The pixels, uint8 (height, width, 3) BGR, and the labels of their lines."""
    pixels = np.full((size.height, size.width, 3), GROUND, np.uint8)
    labels: list[Label] = []
    for cutting, x, y in LAYOUTS[density](_cycled(variant), size):
        pixels[y : y + cutting.height, x : x + cutting.width] = cutting.pixels
        labels.append(moved(cutting.label, x, y))
    return pixels, tuple(labels)


Placed = Iterator[tuple[Cutting, int, int]]


def _cycled(variant: int) -> Iterator[Cutting]:
    every = cuttings()
    return islice(cycle(every), variant * len(every) // VARIANTS, None)


def _spread(waiting: Iterator[Cutting], size: Size) -> Placed:
    pitch = size.height // size.rows["few"]
    for row in range(size.rows["few"]):
        line = _next_fitting(waiting, size.width - BESIDE, pitch)
        yield line, BESIDE // 2 + (size.width - BESIDE - line.width) * (row % 3) // 2, ABOVE + pitch * row


def _filled(waiting: Iterator[Cutting], size: Size) -> Placed:
    pitch = size.height // size.rows["many"]
    for row in range(size.rows["many"]):
        x = BESIDE // 2
        while x + NARROWEST <= size.width:
            line = _next_fitting(waiting, size.width - x, pitch)
            yield line, x, ABOVE + pitch * row
            x += line.width + BESIDE


LAYOUTS: Mapping[Density, Callable[[Iterator[Cutting], Size], Placed]] = {"few": _spread, "many": _filled}


def _next_fitting(waiting: Iterator[Cutting], width: int, pitch: int) -> Cutting:
    """The next line that is no wider and no taller; those in between are left out."""
    height = min(TALLEST, pitch - ABOVE)
    return next(each for each in waiting if NARROWEST <= each.width <= width and each.height <= height)
