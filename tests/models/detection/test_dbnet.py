import cv2
import numpy as np
import pytest

from models.catalog.detector_parameters import DbParameters
from models.detection.dbnet import regions_of
from models.page import Quad

PARAMETERS = DbParameters(pixel_threshold=0.3, region_threshold=0.6, unclip_ratio=1.5, min_side=3)
ONE_TO_ONE = np.ones(2, np.float32)


def _map_with(
    *boxes: tuple[int, int, int, int], value: float = 0.9
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    probability = np.zeros((100, 200), np.float32)
    for left, top, right, bottom in boxes:
        probability[top : bottom + 1, left : right + 1] = value
    return probability


def _bounds(quad: Quad) -> tuple[float, ...]:
    return (*quad.min(axis=0), *quad.max(axis=0))


def test_a_region_grows_on_every_side() -> None:
    (region,) = regions_of(_map_with((40, 30, 139, 49)), PARAMETERS, ONE_TO_ONE)
    distance = 99 * 19 * 1.5 / (2 * (99 + 19))

    assert _bounds(region.quad) == pytest.approx(
        (40 - distance, 30 - distance, 139 + distance, 49 + distance), abs=0.01
    )


def test_regions_are_in_pixels_of_the_picture() -> None:
    small = regions_of(_map_with((40, 30, 139, 49)), PARAMETERS, ONE_TO_ONE)[0]
    large = regions_of(_map_with((40, 30, 139, 49)), PARAMETERS, np.array([2.0, 3.0], np.float32))[0]

    np.testing.assert_allclose(small.quad * [2, 3], large.quad, rtol=1e-5)


def test_the_score_of_a_region_is_the_mean_probability_inside_it() -> None:
    (region,) = regions_of(_map_with((40, 30, 139, 49), value=0.75), PARAMETERS, ONE_TO_ONE)

    assert region.score == pytest.approx(0.75)


def test_two_separate_areas_are_two_regions() -> None:
    assert len(regions_of(_map_with((10, 10, 60, 20), (10, 60, 60, 70)), PARAMETERS, ONE_TO_ONE)) == 2


def test_a_region_below_the_threshold_is_dropped() -> None:
    assert regions_of(_map_with((40, 30, 139, 49), value=0.5), PARAMETERS, ONE_TO_ONE) == []


def test_a_region_below_the_minimal_side_is_dropped() -> None:
    assert regions_of(_map_with((40, 30, 41, 31)), PARAMETERS, ONE_TO_ONE) == []


def test_an_empty_map_has_no_regions() -> None:
    assert regions_of(_map_with(), PARAMETERS, ONE_TO_ONE) == []


def test_a_slanted_region_keeps_its_angle() -> None:
    probability = _map_with()
    cv2.line(probability, (40, 70), (160, 30), 0.9, 9)

    (region,) = regions_of(probability, PARAMETERS, ONE_TO_ONE)
    edge = region.quad[1] - region.quad[0]

    assert np.degrees(np.arctan2(edge[1], edge[0])) == pytest.approx(-18.4, abs=1.5)
