from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.detection.dbnet import DbParameters
from models.detection.detector import Detector, DetectorParameters, smallest_that_holds
from models.detection.view import LookRule, View
from models.page import Image, Region
from models.preprocess import CanvasRule
from models.runtimes import Arrays

PARAMETERS = DetectorParameters(
    LookRule(CanvasRule(side=64, pixels=128 * 64, reduction=4, most=1_000_000), low=10, clear=20),
    DbParameters(pixel_threshold=0.5, region_threshold=0.5, unclip_ratio=0.0),
)

CANVASES = ((960, 640), (640, 960), (640, 640), (1920, 1088))


class FakeSession:
    """Takes what is dark for text, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.seen.append(batch.shape)
        return ((batch[..., 0] < 128).astype(np.float32),)


def _look(detector: Detector, *pages: Image) -> list[list[Region]]:
    """What is found at a first look."""
    return detector.regions([detector.view(page) for page in pages])


def _page(width: int, height: int, left: int, right: int) -> Image:
    """A white page with one black bar over a quarter of its height."""
    page = np.full((height, width, 3), 255, np.uint8)
    page[height // 2 : 3 * height // 4, left:right] = 0
    return page


def test_a_region_is_told_in_pixels_of_its_page() -> None:
    session = FakeSession()
    ((region,),) = _look(Detector(session, PARAMETERS), _page(256, 128, 40, 200))

    assert session.seen == [(1, 64, 128, 3)]
    assert region.quad.min(axis=0) == pytest.approx([40, 64], abs=2)
    assert region.quad.max(axis=0) == pytest.approx([198, 94], abs=2)


def test_pages_of_one_canvas_go_through_together_and_each_has_its_own_regions() -> None:
    session = FakeSession()
    pages = [_page(256, 128, 20, 200), _page(128, 64, 0, 0), _page(128, 64, 10, 90)]
    large, blank, small = _look(Detector(session, PARAMETERS), *pages)

    assert session.seen == [(3, 64, 128, 3)]
    assert blank == []
    assert [region.quad.max() for region in large] == pytest.approx([198], abs=2)
    assert [region.quad[:, 0].max() for region in small] == pytest.approx([89], abs=1)


def test_pages_of_different_canvases_are_not_searched_together() -> None:
    with pytest.raises(ValueError, match="same shape"):
        _look(Detector(FakeSession(), PARAMETERS), _page(128, 64, 0, 9), _page(64, 128, 0, 9))


def test_a_page_is_searched_at_the_size_of_its_view() -> None:
    session = FakeSession()
    Detector(session, PARAMETERS).regions([View(_page(301, 77, 0, 9), (320, 96))])

    assert session.seen == [(1, 96, 320, 3)]


def test_where_small_lines_were_found_there_is_a_closer_look() -> None:
    detector = Detector(FakeSession(), PARAMETERS)
    page = _page(256, 128, 40, 200)
    (found,) = _look(detector, page)
    small = [replace(region, quad=region.quad * np.array([1, 0.1], np.float32)) for region in found]
    closer = detector.closer(detector.view(page), small)

    assert detector.closer(detector.view(page), found) is None
    assert closer is not None
    assert closer.size > detector.view(page).size


@pytest.mark.parametrize("size", [(256, 128), (300, 100), (64, 128)])
@pytest.mark.parametrize("canvas", [(256, 256), (128, 96)], ids=["padded", "padded and smaller"])
def test_regions_on_a_canvas_that_is_larger_are_those_of_the_page_alone(
    size: tuple[int, int], canvas: tuple[int, int]
) -> None:
    """The session sees text in all that is dark, and the padding is darker than a page."""
    page = _page(*size, size[0] // 4, size[0] * 3 // 4)
    session = FakeSession()
    (alone,) = _look(Detector(session, PARAMETERS), page)[0]
    padded = replace(PARAMETERS, canvases=(canvas,))
    (beside_padding,) = _look(Detector(session, padded), page)[0]

    assert session.seen[1] == (1, canvas[1], canvas[0], 3)
    assert beside_padding.quad == pytest.approx(alone.quad, abs=4)


def test_pages_of_different_sizes_share_a_canvas_and_each_has_its_own_regions() -> None:
    session = FakeSession()
    detector = Detector(session, replace(PARAMETERS, canvases=((256, 256),)))
    wide, high = _page(256, 128, 40, 200), _page(128, 256, 10, 30)
    together = _look(detector, wide, high)

    assert session.seen == [(2, 256, 256, 3)]
    for (beside,), page in zip(together, (wide, high), strict=True):
        ((alone,),) = _look(detector, page)
        np.testing.assert_array_equal(beside.quad, alone.quad)


@pytest.mark.parametrize(
    ("size", "canvas"),
    [
        ((10, 10), (640, 640)),
        ((641, 100), (960, 640)),
        ((100, 641), (640, 960)),
        ((641, 641), (1920, 1088)),
        ((1920, 1088), (1920, 1088)),
    ],
)
def test_a_canvas_is_the_smallest_that_holds_the_page(size: tuple[int, int], canvas: tuple[int, int]) -> None:
    assert smallest_that_holds(size, CANVASES) == canvas


@pytest.mark.parametrize("size", [(4000, 2000), (500, 9600), (100, 960_000)])
def test_a_page_that_fits_nowhere_has_the_canvas_that_shrinks_it_least(size: tuple[int, int]) -> None:
    assert smallest_that_holds(size, CANVASES) == (1920, 1088)


@given(st.integers(1, 5000), st.integers(1, 5000), st.permutations(CANVASES))
def test_the_order_of_the_canvases_does_not_matter(
    width: int, height: int, canvases: list[tuple[int, int]]
) -> None:
    assert smallest_that_holds((width, height), canvases) == smallest_that_holds((width, height), CANVASES)
