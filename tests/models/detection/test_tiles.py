from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.detection.part import Part
from models.detection.tiles import LONG_ASPECT, MAX_TILE_PIXELS, MAX_WHOLE_PIXELS, tile_overlap, tiles

SIDES = st.integers(15, 30_000)
LONG_SIZES = (
    st.tuples(SIDES, SIDES)
    .map(sorted)
    .filter(lambda sides: sides[1] > LONG_ASPECT * sides[0] and sides[0] * sides[1] > MAX_WHOLE_PIXELS)
    .flatmap(lambda sides: st.sampled_from([tuple(sides), tuple(sides[::-1])]))
)
"""Widths and heights of long pages, tall and wide."""


def _spans(width: int, height: int) -> list[tuple[int, int]]:
    """The start and end of each tile along the page."""
    if height > width:
        return [(tile.top, tile.bottom) for tile in tiles(width, height)]
    return [(tile.left, tile.right) for tile in tiles(width, height)]


@pytest.mark.parametrize(
    ("width", "height"),
    [(750, 1334), (1080, 2400), (1242, 2688), (1920, 1080), (4000, 3000), (750, 2594), (1080, 3700)],
)
def test_a_screen_has_one_tile(width: int, height: int) -> None:
    assert tiles(width, height) == (Part(0, 0, width, height),)


@pytest.mark.parametrize(("width", "height"), [(400, 20), (15, 8192), (30_000, 15), (3000, 200)])
def test_a_long_page_of_few_pixels_has_one_tile(width: int, height: int) -> None:
    assert tiles(width, height) == (Part(0, 0, width, height),)


@pytest.mark.parametrize(("height", "count"), [(2700, 2), (8000, 6), (16_000, 13), (29_600, 23)])
def test_the_tiles_of_a_tall_page_have_the_shape_of_screens(height: int, count: int) -> None:
    spans = _spans(750, height)

    assert len(spans) == count
    assert {tile.width for tile in tiles(750, height)} == {750}
    assert all(1300 < end - start <= 1500 for start, end in spans)


def test_a_wide_page_is_cut_like_a_tall_one() -> None:
    tall, wide = tiles(750, 8000), tiles(8000, 750)

    assert wide == tuple(Part(tile.top, tile.left, tile.bottom, tile.right) for tile in tall)


def test_tiles_of_a_narrow_page_are_long_and_those_of_a_broad_page_are_squares() -> None:
    assert tiles(100, 30_000)[0].bottom > 3000
    assert tiles(2000, 30_000)[0] == Part(0, 0, 2000, 2000)


@given(LONG_SIZES)
def test_tiles_cover_the_page_and_end_with_it(size: tuple[int, int]) -> None:
    width, height = size
    spans = _spans(width, height)

    assert spans[0][0] == 0
    assert spans[-1][1] == max(size)
    assert all(later[0] <= earlier[1] for earlier, later in pairwise(spans))
    for tile in tiles(width, height):
        shorter_side = (tile.left, tile.right) if height > width else (tile.top, tile.bottom)
        assert shorter_side == (0, min(size))


@given(LONG_SIZES, st.data())
def test_anything_shorter_than_the_overlap_lies_wholly_in_one_tile(
    size: tuple[int, int], data: st.DataObject
) -> None:
    length = data.draw(st.integers(1, tile_overlap(*size)))
    start = data.draw(st.integers(0, max(size) - length))

    assert any(first <= start and start + length <= last for first, last in _spans(*size))


@given(LONG_SIZES)
def test_only_neighbouring_tiles_overlap(size: tuple[int, int]) -> None:
    spans = _spans(*size)

    assert all(after[0] > before[1] for before, after in zip(spans, spans[2:], strict=False))


@given(LONG_SIZES)
def test_all_tiles_have_one_size_within_the_limit(size: tuple[int, int]) -> None:
    sizes = {(tile.width, tile.height) for tile in tiles(*size)}
    (((width, height)),) = sizes

    assert width * height <= max(MAX_TILE_PIXELS, min(size) ** 2)
