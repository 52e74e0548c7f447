from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.detection.tiles import LARGE, LONG, SMALL, Tile, overlap, tiles

SIDES = st.integers(15, 30_000)
LONG_SIZES = (
    st.tuples(SIDES, SIDES)
    .map(sorted)
    .filter(lambda sides: sides[1] > LONG * sides[0] and sides[0] * sides[1] > SMALL)
    .flatmap(lambda sides: st.sampled_from([tuple(sides), tuple(sides[::-1])]))
)
"""Widths and heights of long pages, tall and wide."""


def _along(width: int, height: int) -> list[tuple[int, int]]:
    """From where to where each tile reaches along the page."""
    if height > width:
        return [(tile.top, tile.bottom) for tile in tiles(width, height)]
    return [(tile.left, tile.right) for tile in tiles(width, height)]


@pytest.mark.parametrize(
    ("width", "height"),
    [(750, 1334), (1080, 2400), (1242, 2688), (1920, 1080), (4000, 3000), (750, 2594), (1080, 3700)],
)
def test_a_screen_is_its_own_and_only_tile(width: int, height: int) -> None:
    assert tiles(width, height) == (Tile(0, 0, width, height),)


@pytest.mark.parametrize(("width", "height"), [(400, 20), (15, 8192), (30_000, 15), (3000, 200)])
def test_a_label_that_is_seen_at_its_own_scale_is_not_cut(width: int, height: int) -> None:
    assert tiles(width, height) == (Tile(0, 0, width, height),)


@pytest.mark.parametrize(("height", "count"), [(2700, 2), (8000, 6), (16_000, 13), (29_600, 23)])
def test_the_tiles_of_a_tall_page_are_as_many_screens(height: int, count: int) -> None:
    along = _along(750, height)

    assert len(along) == count
    assert {tile.right - tile.left for tile in tiles(750, height)} == {750}
    assert all(1300 < end - start <= 1500 for start, end in along)


def test_a_wide_page_is_cut_like_a_tall_one() -> None:
    tall, wide = tiles(750, 8000), tiles(8000, 750)

    assert wide == tuple(Tile(tile.top, tile.left, tile.bottom, tile.right) for tile in tall)


def test_tiles_of_a_narrow_page_are_many_times_as_long_as_wide_and_of_a_broad_one_squares() -> None:
    assert tiles(100, 30_000)[0].bottom > 3000
    assert tiles(2000, 30_000)[0] == Tile(0, 0, 2000, 2000)


@given(LONG_SIZES)
def test_every_pixel_lies_in_a_tile_and_no_tile_beyond_the_page(size: tuple[int, int]) -> None:
    width, height = size
    along = _along(width, height)

    assert along[0][0] == 0
    assert along[-1][1] == max(size)
    assert all(later[0] <= earlier[1] for earlier, later in pairwise(along))
    for tile in tiles(width, height):
        across = (tile.left, tile.right) if height > width else (tile.top, tile.bottom)
        assert across == (0, min(size))


@given(LONG_SIZES, st.data())
def test_what_is_shorter_than_the_overlap_is_whole_in_some_tile(
    size: tuple[int, int], data: st.DataObject
) -> None:
    length = data.draw(st.integers(1, overlap(*size)))
    start = data.draw(st.integers(0, max(size) - length))

    assert any(begin <= start and start + length <= end for begin, end in _along(*size))


@given(LONG_SIZES)
def test_a_tile_overlaps_its_neighbours_alone(size: tuple[int, int]) -> None:
    along = _along(*size)

    assert all(after[0] > before[1] for before, after in zip(along, along[2:], strict=False))


@given(LONG_SIZES)
def test_all_tiles_are_of_one_size_and_none_takes_long(size: tuple[int, int]) -> None:
    sizes = {(tile.right - tile.left, tile.bottom - tile.top) for tile in tiles(*size)}
    (((width, height)),) = sizes

    assert width * height <= max(LARGE, min(size) ** 2)
