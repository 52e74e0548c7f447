import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batching.buckets import Bucket, canvas_bucket

CANVASES = (Bucket(960, 640), Bucket(640, 960), Bucket(640, 640), Bucket(1920, 1088))


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
    assert canvas_bucket(*size, CANVASES) == canvas


@pytest.mark.parametrize(
    ("size", "canvas"),
    [((4000, 2000), (1920, 1088)), ((500, 9600), (1920, 1088)), ((100, 960_000), (1920, 1088))],
)
def test_a_page_that_fits_nowhere_has_the_canvas_that_shrinks_it_least(
    size: tuple[int, int], canvas: tuple[int, int]
) -> None:
    assert canvas_bucket(*size, CANVASES) == canvas


@given(st.integers(1, 5000), st.integers(1, 5000), st.permutations(CANVASES))
def test_the_order_of_the_canvases_does_not_matter(width: int, height: int, canvases: list[Bucket]) -> None:
    assert canvas_bucket(width, height, canvases) == canvas_bucket(width, height, CANVASES)
