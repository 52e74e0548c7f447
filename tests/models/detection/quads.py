"""Quads and regions for the tests of detection."""

from collections.abc import Iterable

import cv2
import numpy as np

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
