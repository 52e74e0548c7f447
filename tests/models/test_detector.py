import numpy as np
import pytest
from numpy.typing import NDArray

from models.dbnet import DbParameters
from models.detector import Detector, DetectorParameters
from models.page import Image
from models.preprocess import CanvasRule
from models.runtimes import Arrays

PARAMETERS = DetectorParameters(
    CanvasRule(side=64, pixels=128 * 64, reduction=4, most=1_000_000),
    DbParameters(pixel_threshold=0.5, region_threshold=0.5, unclip_ratio=0.0),
)


class FakeSession:
    """Takes what is dark for text, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.seen.append(batch.shape)
        return ((batch[..., 0] < 128).astype(np.float32),)


def _page(width: int, height: int, left: int, right: int) -> Image:
    """A white page with one black bar over a quarter of its height."""
    page = np.full((height, width, 3), 255, np.uint8)
    page[height // 2 : 3 * height // 4, left:right] = 0
    return page


def test_a_quad_is_told_in_pixels_of_its_page() -> None:
    session = FakeSession()
    ((quad,),) = Detector(session, PARAMETERS).quads([_page(256, 128, 40, 200)])

    assert session.seen == [(1, 64, 128, 3)]
    assert quad.min(axis=0) == pytest.approx([40, 64], abs=2)
    assert quad.max(axis=0) == pytest.approx([198, 94], abs=2)


def test_pages_of_one_canvas_go_through_together_and_each_has_its_own_quads() -> None:
    session = FakeSession()
    pages = [_page(256, 128, 40, 200), _page(128, 64, 0, 0), _page(128, 64, 10, 30)]
    large, blank, small = Detector(session, PARAMETERS).quads(pages)

    assert session.seen == [(3, 64, 128, 3)]
    assert blank == []
    assert [quad.max() for quad in large] == pytest.approx([198], abs=2)
    assert [quad[:, 0].max() for quad in small] == pytest.approx([29], abs=1)


def test_pages_of_different_canvases_are_not_searched_together() -> None:
    with pytest.raises(ValueError, match="same shape"):
        Detector(FakeSession(), PARAMETERS).quads([_page(128, 64, 0, 9), _page(64, 128, 0, 9)])


def test_the_canvas_of_a_page_is_what_it_is_searched_on() -> None:
    session = FakeSession()
    detector = Detector(session, PARAMETERS)
    detector.quads([_page(301, 77, 0, 9)])

    assert session.seen[0][2:0:-1] == detector.canvas(301, 77)
