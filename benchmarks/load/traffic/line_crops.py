"""Crops of single text lines of the committed corpus."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from models.page import Image
from tests.harness.labels import Label, LabelledImage
from tests.harness.sets import pictures

SEED = 7

MARGIN = 4
"""Pixels of background around a line on every side."""


@dataclass(frozen=True, slots=True, eq=False)
class LineCrop:
    """Pixels, uint8 (height, width, 3) BGR, and the label of their line."""

    pixels: Image
    label: Label

    @property
    def width(self) -> int:
        """The width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """The height in pixels."""
        return int(self.pixels.shape[0])


@cache
def line_crops() -> tuple[LineCrop, ...]:
    """Returns every upright line whose crop touches no other line, in a fixed random order."""
    crops = [crop for path, truth in pictures("committed") for crop in _crops(path, truth)]
    random.Random(SEED).shuffle(crops)
    return tuple(crops)


def moved(label: Label, x: float, y: float) -> Label:
    """Returns the label moved right by x and down by y pixels."""
    return replace(label, quad=label.quad + np.array([x, y]))


def _crops(path: Path, truth: LabelledImage) -> Iterator[LineCrop]:
    image = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    pixels = image.astype(np.uint8, copy=False)
    boxes = [_box(label.quad) for label in truth.lines]
    for i, label in enumerate(truth.lines):
        others = boxes[:i] + boxes[i + 1 :]
        if not label.ignore and _is_upright(label.quad) and not _touches(boxes[i], others):
            yield _crop(pixels, label, boxes[i])


def _box(quad: NDArray[np.float64]) -> BaseGeometry:
    left, top = np.floor(quad.min(axis=0)) - MARGIN
    right, bottom = np.ceil(quad.max(axis=0)) + MARGIN
    return shapely.box(left, top, right, bottom)


def _is_upright(quad: NDArray[np.float64]) -> bool:
    along = quad[1] - quad[0]
    return bool(along[0] > 0 and abs(along[1]) < 2)


def _touches(box: BaseGeometry, others: Sequence[BaseGeometry]) -> bool:
    return any(box.intersects(other) for other in others)


def _crop(pixels: Image, label: Label, box: BaseGeometry) -> LineCrop:
    left, top, right, bottom = (max(0, int(bound)) for bound in box.bounds)
    return LineCrop(pixels[top:bottom, left:right], moved(label, -left, -top))
