"""Quads and regions for the tests of detection."""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.detection.merging import merge
from models.detection.part import Part
from models.geometry import clockwise
from models.page import Quad, Region


def quad_of(left: float, top: float, right: float, bottom: float) -> Quad:
    """An upright quad."""
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def rotated_quad(x: float, y: float, width: float, height: float, degrees: float) -> Quad:
    """A rectangle around (x, y), rotated clockwise."""
    return clockwise(np.asarray(cv2.boxPoints(((x, y), (width, height), degrees)), np.float32))


def as_regions(quads: Iterable[Quad], score: float = 0.9) -> list[Region]:
    """A region for each quad."""
    return [Region(quad, score) for quad in quads]


def moved(quad: Quad, x: float, y: float) -> Quad:
    """The quad moved to the right and down."""
    return quad + np.array([x, y], np.float32)


def merged_quads(parts: Sequence[Part], found: Sequence[Sequence[Quad]]) -> list[Quad]:
    """The quads of the merged regions of parts."""
    return [region.quad for region in merge(parts, [as_regions(quads) for quads in found])]


def assert_same(found: Sequence[Quad], true: Sequence[Quad], off: float = 0.01) -> None:
    """Both have the same number of quads, and each quad has its counterpart within `off` pixels."""
    assert len(found) == len(true)
    apart = np.abs(_boxes(found)[:, np.newaxis] - _boxes(true)).max(axis=2)
    assert apart.min(axis=0).max() <= off
    assert apart.min(axis=1).max() <= off


def _boxes(quads: Sequence[Quad]) -> NDArray[np.float32]:
    return np.array([[*quad.min(axis=0), *quad.max(axis=0)] for quad in quads], np.float32)
