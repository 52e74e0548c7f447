"""Regions from a map of text probability: the post-processing of DBNet (arXiv:1911.08947)."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.catalog.detector_parameters import DbParameters
from models.geometry import clockwise, grown_rectangle
from models.page import Region


def regions_of(
    probability: NDArray[np.float32], parameters: DbParameters, scale: NDArray[np.float32]
) -> list[Region]:
    """All text regions in pixels of the picture. They may reach past its edges.

    The score of a region is the mean probability inside its outline.

    probability: float32 (map height, map width). scale: float32 (2,), picture pixels per map pixel, x then y.
    """
    mask = (probability > parameters.pixel_threshold).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = (_region_of(probability, np.asarray(contour, np.int32), parameters) for contour in contours)
    return [Region(region.quad * scale, region.score) for region in found if region is not None]


def _region_of(
    probability: NDArray[np.float32], contour: NDArray[np.int32], parameters: DbParameters
) -> Region | None:
    """The region of a contour in pixels of the map. None for noise."""
    (x, y), (width, height), angle = cv2.minAreaRect(contour)
    if min(width, height) < parameters.min_side:
        return None
    score = _mean_inside(probability, contour)
    if score < parameters.region_threshold:
        return None
    grown = grown_rectangle(((x, y), (width, height), angle), parameters.unclip_ratio)
    return Region(clockwise(np.asarray(cv2.boxPoints(grown), np.float32)), score)


def _mean_inside(probability: NDArray[np.float32], contour: NDArray[np.int32]) -> float:
    """The mean of the map inside a contour."""
    left, top, width, height = cv2.boundingRect(contour)
    window = probability[top : top + height, left : left + width]
    inside = np.zeros(window.shape, np.uint8)
    cv2.fillPoly(inside, [contour], 1, offset=(-left, -top))
    return float(cv2.mean(window, inside)[0])
