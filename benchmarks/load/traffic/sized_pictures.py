"""Pictures of 0.05 to 12 megapixels with few or many lines, composed of lines of the committed corpus.

Line crops are placed on a plain page in rows of equal height. "few" has one line in each row: left, centred
or right in turn. "many" fills each row. Crops are not scaled, so text has the size that it has on screens.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from typing import Literal, get_args

import cv2
import numpy as np

from benchmarks.load.traffic.line_crops import LineCrop, line_crops, moved
from models.page import Image
from tests.harness.labels import Label

Density = Literal["few", "many"]
DENSITIES: tuple[Density, ...] = get_args(Density)

GROUND = (245, 245, 245)

HORIZONTAL_GAP, VERTICAL_GAP = 24, 6
"""The smallest gaps between two lines in pixels. At these gaps the detector does not merge lines."""

MAX_HEIGHT, MIN_WIDTH = 64, 80
"""Limits of a line crop in pixels. They exclude poster titles and labels of one or two characters."""

VARIANTS = 3
"""The number of pictures of each class. Each starts at another line of the corpus."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, the number of rows by density, and the file format."""

    width: int
    height: int
    rows: Mapping[Density, int]
    suffix: Literal[".png", ".jpg"]


SIZES: Mapping[str, Size] = {
    "0.05": Size(256, 192, {"few": 2, "many": 5}, ".png"),  # a part of a screen
    "0.4": Size(640, 640, {"few": 4, "many": 12}, ".png"),  # a picture of a shop
    "1": Size(750, 1334, {"few": 6, "many": 18}, ".jpg"),  # a phone screen
    "2": Size(1080, 1920, {"few": 8, "many": 20}, ".jpg"),  # a large phone screen
    "8": Size(2448, 3264, {"few": 10, "many": 18}, ".jpg"),  # a phone camera
    "12": Size(3000, 4000, {"few": 12, "many": 20}, ".jpg"),  # a newer phone camera
}
"""Megapixels → the size."""

JPEG_QUALITY = 90


@dataclass(frozen=True, slots=True, eq=False)
class SizedPicture:
    """A picture file of one class, with its labels."""

    size: str
    density: Density
    variant: int
    data: bytes
    labels: tuple[Label, ...]

    @property
    def picture_class(self) -> str:
        """The name of the class in tables."""
        return f"{self.size} {self.density}"

    @property
    def name(self) -> str:
        """A unique file name."""
        return f"{self.size}-{self.density}-{self.variant}{SIZES[self.size].suffix}"


def sized_pictures(variants: int = VARIANTS) -> list[SizedPicture]:
    """Returns the pictures of all classes, small sizes first."""
    return [
        sized_picture(size, density, variant)
        for size in SIZES
        for density in DENSITIES
        for variant in range(variants)
    ]


@cache
def sized_picture(size: str, density: Density, variant: int) -> SizedPicture:
    """Returns one picture. The same arguments give the same pixels on every machine."""
    pixels, labels = page(SIZES[size], density, variant)
    options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY] if SIZES[size].suffix == ".jpg" else []
    _, file = cv2.imencode(SIZES[size].suffix, pixels, options)
    return SizedPicture(size, density, variant, file.tobytes(), labels)


def page(size: Size, density: Density, variant: int) -> tuple[Image, tuple[Label, ...]]:
    """Returns the pixels, uint8 (height, width, 3) BGR, and the labels of their lines."""
    pixels = np.full((size.height, size.width, 3), GROUND, np.uint8)
    labels: list[Label] = []
    for crop, x, y in LAYOUTS[density](_endless_crops(variant), size):
        pixels[y : y + crop.height, x : x + crop.width] = crop.pixels
        labels.append(moved(crop.label, x, y))
    return pixels, tuple(labels)


Placed = Iterator[tuple[LineCrop, int, int]]
"""Crops, with the x and y of their top-left corners in pixels."""


def _endless_crops(variant: int) -> Iterator[LineCrop]:
    crops = line_crops()
    return islice(cycle(crops), variant * len(crops) // VARIANTS, None)


def _one_a_row(crops: Iterator[LineCrop], size: Size) -> Placed:
    pitch = size.height // size.rows["few"]
    for row in range(size.rows["few"]):
        line = _next_fitting(crops, size.width - HORIZONTAL_GAP, pitch)
        yield (
            line,
            HORIZONTAL_GAP // 2 + (size.width - HORIZONTAL_GAP - line.width) * (row % 3) // 2,
            VERTICAL_GAP + pitch * row,
        )


def _filled_rows(crops: Iterator[LineCrop], size: Size) -> Placed:
    pitch = size.height // size.rows["many"]
    for row in range(size.rows["many"]):
        x = HORIZONTAL_GAP // 2
        while x + MIN_WIDTH <= size.width:
            line = _next_fitting(crops, size.width - x, pitch)
            yield line, x, VERTICAL_GAP + pitch * row
            x += line.width + HORIZONTAL_GAP


LAYOUTS: Mapping[Density, Callable[[Iterator[LineCrop], Size], Placed]] = {
    "few": _one_a_row,
    "many": _filled_rows,
}


def _next_fitting(crops: Iterator[LineCrop], width: int, pitch: int) -> LineCrop:
    """Returns the next crop that fits. Crops before it are dropped."""
    height = min(MAX_HEIGHT, pitch - VERTICAL_GAP)
    return next(crop for crop in crops if MIN_WIDTH <= crop.width <= width and crop.height <= height)
