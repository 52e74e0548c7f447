from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.catalog.detector_parameters import (
    BandRule,
    CanvasRule,
    DbParameters,
    DetectorParameters,
    SecondPassRule,
)
from models.detection.detector import Detector, smallest_canvas
from models.detection.view import View
from models.page import Image, Region
from models.runtimes import Arrays

PARAMETERS = DetectorParameters(
    canvas=CanvasRule(min_side=64, pixels=128 * 64, reduction=4, max_pixels=1_000_000),
    second_pass=SecondPassRule(
        single_pass_height=10,
        target_height=20,
        ink_ratio=2,
        nested_growth=1.25,
        missed_height=8,
        height_quantile=0.1,
        min_growth=1.2,
        max_pixels=1_000_000,
    ),
    db=DbParameters(pixel_threshold=0.5, region_threshold=0.5, unclip_ratio=0.0, min_side=3),
    bands=BandRule(overlap=96, whole_height=40, context=16),
)

CANVASES = ((960, 640), (640, 960), (640, 640), (1920, 1088))


class FakeSession:
    """Gives dark pixels the probability 1 of text. Records the shapes of its batches."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.shapes.append(batch.shape)
        return ((batch[..., 0] < 128).astype(np.float32),)


def _first_pass(detector: Detector, *pages: Image) -> list[list[Region]]:
    """The regions of each page in one batch."""
    searches = [detector.first_search(page) for page in pages]
    found = detector.regions([view for search in searches for view in search.views])
    return [search.merged([regions]) for search, regions in zip(searches, found, strict=True)]


def _page(width: int, height: int, left: int, right: int) -> Image:
    """A white page with one black bar over a quarter of its height."""
    page = np.full((height, width, 3), 255, np.uint8)
    page[height // 2 : 3 * height // 4, left:right] = 0
    return page


def test_a_region_is_in_pixels_of_its_page() -> None:
    session = FakeSession()
    ((region,),) = _first_pass(Detector(session, PARAMETERS), _page(256, 128, 40, 200))

    assert session.shapes == [(1, 64, 128, 3)]
    assert region.quad.min(axis=0) == pytest.approx([40, 64], abs=2)
    assert region.quad.max(axis=0) == pytest.approx([198, 94], abs=2)


def test_pages_of_one_canvas_size_share_a_batch_and_each_has_its_own_regions() -> None:
    session = FakeSession()
    pages = [_page(256, 128, 20, 200), _page(128, 64, 0, 0), _page(128, 64, 10, 90)]
    large, blank, small = _first_pass(Detector(session, PARAMETERS), *pages)

    assert session.shapes == [(3, 64, 128, 3)]
    assert blank == []
    assert [region.quad.max() for region in large] == pytest.approx([198], abs=2)
    assert [region.quad[:, 0].max() for region in small] == pytest.approx([89], abs=1)


def test_pages_of_different_canvas_sizes_cannot_share_a_batch() -> None:
    with pytest.raises(ValueError, match="same shape"):
        _first_pass(Detector(FakeSession(), PARAMETERS), _page(128, 64, 0, 9), _page(64, 128, 0, 9))


def test_a_view_is_searched_at_its_own_size() -> None:
    session = FakeSession()
    Detector(session, PARAMETERS).regions([View.whole(_page(301, 77, 0, 9), (320, 96))])

    assert session.shapes == [(1, 96, 320, 3)]


def test_small_lines_cause_a_second_pass_at_a_larger_size() -> None:
    detector = Detector(FakeSession(), PARAMETERS)
    page = _page(256, 128, 40, 200)
    first = detector.first_search(page)
    (found,) = _first_pass(detector, page)
    small = [replace(region, quad=region.quad * np.array([1, 0.1], np.float32)) for region in found]
    second = detector.second_search(first, small)

    assert detector.second_search(first, found) is None
    assert second is not None
    assert second.views[0].size > first.views[0].size


@pytest.mark.parametrize("size", [(256, 128), (300, 100), (64, 128)])
@pytest.mark.parametrize("canvas", [(256, 256), (128, 96)], ids=["padded", "padded and smaller"])
def test_a_page_has_the_same_regions_on_a_larger_canvas(
    size: tuple[int, int], canvas: tuple[int, int]
) -> None:
    """The padding is darker than the page, so the session finds text in it."""
    page = _page(*size, size[0] // 4, size[0] * 3 // 4)
    session = FakeSession()
    (unpadded,) = _first_pass(Detector(session, PARAMETERS), page)[0]
    (padded,) = _first_pass(Detector(session, PARAMETERS, (canvas,)), page)[0]

    assert session.shapes[1] == (1, canvas[1], canvas[0], 3)
    assert padded.quad == pytest.approx(unpadded.quad, abs=4)


def test_pages_of_different_sizes_share_a_canvas_and_each_has_its_own_regions() -> None:
    session = FakeSession()
    detector = Detector(session, PARAMETERS, ((256, 256),))
    wide, high = _page(256, 128, 40, 200), _page(128, 256, 10, 30)
    together = _first_pass(detector, wide, high)

    assert session.shapes == [(2, 256, 256, 3)]
    for (shared,), page in zip(together, (wide, high), strict=True):
        ((alone,),) = _first_pass(detector, page)
        np.testing.assert_array_equal(shared.quad, alone.quad)


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
def test_a_page_gets_the_smallest_canvas_that_holds_it(
    size: tuple[int, int], canvas: tuple[int, int]
) -> None:
    assert smallest_canvas(size, CANVASES) == canvas


@pytest.mark.parametrize("size", [(4000, 2000), (500, 9600), (100, 960_000)])
def test_a_page_that_fits_on_no_canvas_gets_the_one_that_shrinks_it_least(size: tuple[int, int]) -> None:
    assert smallest_canvas(size, CANVASES) == (1920, 1088)


@given(st.integers(1, 5000), st.integers(1, 5000), st.permutations(CANVASES))
def test_the_order_of_the_canvases_does_not_matter(
    width: int, height: int, canvases: list[tuple[int, int]]
) -> None:
    assert smallest_canvas((width, height), canvases) == smallest_canvas((width, height), CANVASES)
