from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.detection.dbnet import SHORTEST_SIDE
from models.detection.merging import sewn
from models.detection.tiles import Tile, overlap, tiles
from models.geometry import clockwise, side_lengths
from models.page import Quad, Region

Boxes = Sequence[tuple[float, float, float, float]]

TALL, WIDE = (750, 4000), (4000, 750)


def _quad(left: float, top: float, right: float, bottom: float) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _leaning(x: float, y: float, width: float, height: float, degrees: float) -> Quad:
    """A rectangle around (x, y), turned with the clock."""
    return clockwise(np.asarray(cv2.boxPoints(((x, y), (width, height), degrees)), np.float32))


def _seen(tile: Tile, quads: Sequence[Quad]) -> list[Quad]:
    """What a detector that errs nowhere finds in a tile: rectangles around the parts that lie in it."""
    boxes = [box for box in (_part(tile, quad) for quad in quads) if box is not None]
    shown = [box for box in boxes if min(side_lengths(box)) >= SHORTEST_SIDE]
    return [box - np.array([tile.left, tile.top], np.float32) for box in shown]


def _part(tile: Tile, quad: Quad) -> Quad | None:
    window = _quad(tile.left, tile.top, tile.right, tile.bottom)
    if (quad >= window[0]).all() and (quad <= window[2]).all():
        return quad
    if (quad.max(axis=0) <= window[0]).any() or (quad.min(axis=0) >= window[2]).any():
        return None
    area, part = cv2.intersectConvexConvex(window, quad)
    return clockwise(np.asarray(cv2.boxPoints(cv2.minAreaRect(part)), np.float32)) if area > 0 else None


def _found(size: tuple[int, int], quads: Sequence[Quad]) -> list[Quad]:
    """What is left of lines that were seen in tiles and sewn together."""
    parts = tiles(*size)
    return _sewn(parts, [_seen(tile, quads) for tile in parts])


def _sewn(parts: Sequence[Tile], seen: Sequence[Sequence[Quad]]) -> list[Quad]:
    return [region.quad for region in sewn(parts, [_regions(quads) for quads in seen])]


def _regions(quads: Sequence[Quad], score: float = 0.9) -> list[Region]:
    return [Region(quad, score) for quad in quads]


def _assert_same(found: Sequence[Quad], true: Sequence[Quad], off: float = 0.01) -> None:
    """There are as many as there should be, and for each that should be there is one."""
    assert len(found) == len(true)
    apart = np.abs(_boxes(found)[:, np.newaxis] - _boxes(true)).max(axis=2)
    assert apart.min(axis=0).max() <= off
    assert apart.min(axis=1).max() <= off


def _boxes(quads: Sequence[Quad]) -> NDArray[np.float32]:
    return np.array([[*quad.min(axis=0), *quad.max(axis=0)] for quad in quads], np.float32)


def _rows(size: tuple[int, int], heights: Sequence[int], gaps: Sequence[int]) -> Iterator[Quad]:
    """Lines below each other down to the end of a page, in two columns, one of them with long lines."""
    width, height = size
    top = 3
    for i in range(height):
        tall, gap = heights[i % len(heights)], gaps[i % len(gaps)]
        if top + tall > height:
            return
        yield _quad(5, top, 0.3 * width, top + tall)
        yield _quad(0.3 * width + 9, top, width - 7, top + tall)
        top += tall + gap


def _transposed(quads: Sequence[Quad]) -> list[Quad]:
    return [_quad(*quad.min(axis=0)[::-1], *quad.max(axis=0)[::-1]) for quad in quads]


def test_the_quads_of_a_page_that_is_its_only_tile_stay_as_they_are() -> None:
    quads = [_quad(1, 2, 30, 12), _leaning(100, 100, 80, 20, 20)]
    found = _sewn(tiles(750, 1334), [quads])

    for one, other in zip(found, quads, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_page_without_text_has_no_quads() -> None:
    assert _found(TALL, []) == []


HEIGHTS = st.lists(st.integers(8, overlap(*TALL)), min_size=1, max_size=5)
GAPS = st.lists(st.integers(1, 90), min_size=1, max_size=5)


@settings(deadline=None, max_examples=50)
@given(HEIGHTS, GAPS)
def test_every_line_of_a_tall_page_is_found_once_and_whole(heights: list[int], gaps: list[int]) -> None:
    lines = list(_rows(TALL, heights, gaps))

    _assert_same(_found(TALL, lines), lines)


@settings(deadline=None, max_examples=50)
@given(HEIGHTS, GAPS)
def test_every_column_of_a_wide_page_is_found_once_and_whole(heights: list[int], gaps: list[int]) -> None:
    lines = _transposed(list(_rows(TALL, heights, gaps)))

    _assert_same(_found(WIDE, lines), lines)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3900), st.integers(20, 4000)), min_size=1, max_size=12),
    st.integers(12, 50),
)
def test_lines_of_any_length_on_a_wide_page_are_joined_from_their_parts(
    spans: list[tuple[int, int]], tall: int
) -> None:
    lines = [
        _quad(left, 3 + i * (tall + 4), min(left + long, 3999), 3 + i * (tall + 4) + tall)
        for i, (left, long) in enumerate(spans)
    ]

    _assert_same(_found(WIDE, lines), lines)


def test_a_title_that_is_higher_than_the_overlap_is_joined_from_its_parts() -> None:
    lines = [_quad(40, 1100, 700, 1100 + 2 * overlap(*TALL)), _quad(40, 1500, 300, 1530)]

    _assert_same(_found(TALL, lines), lines)


@pytest.mark.parametrize("degrees", [-2.0, 1.0, 4.0])
def test_a_leaning_line_through_several_tiles_keeps_its_angle(degrees: float) -> None:
    line = _leaning(2000, 375, 3000, 30, degrees)
    (found,) = _found(WIDE, [line])

    np.testing.assert_allclose(found, line, atol=16)
    rise = np.degrees(np.arctan2(*(found[1] - found[0])[::-1]))
    assert rise == pytest.approx(degrees, abs=0.2)


@pytest.mark.parametrize("degrees", [20.0, -30.0, 45.0])
@pytest.mark.parametrize("y", [1100, 1203, 1300, 1380, 1420])
def test_a_turned_line_on_a_seam_is_found_once(degrees: float, y: int) -> None:
    line = _leaning(375, y, 200, 24, degrees)

    _assert_same(_found(TALL, [line]), [line], off=1)


def test_a_line_is_as_sure_as_the_surest_of_its_parts() -> None:
    parts = tiles(*WIDE)
    seen = [_seen(tile, [_quad(40, 100, 3900, 130)]) for tile in parts]
    scores = [0.6 + 0.1 * i for i in range(len(parts))]
    (line,) = sewn(parts, [_regions(*each) for each in zip(seen, scores, strict=True)])

    assert line.score == max(scores)


SEAM = tiles(*TALL)[1].top, tiles(*TALL)[0].bottom
"""What the first two tiles of the tall page share."""


def _by_two(first: Boxes, second: Boxes) -> list[Quad]:
    """What is left of what the first and the second tile of the tall page show, both told on the page."""
    parts = tiles(*TALL)
    quads: list[list[Quad]] = [[] for _ in parts]
    quads[0] = [_quad(*box) for box in first]
    quads[1] = [_quad(*box) - np.array([0, SEAM[0]], np.float32) for box in second]
    return _sewn(parts, quads)


def test_two_views_that_differ_a_little_are_one_line() -> None:
    top = SEAM[0] + 60
    found = _by_two([(100, top, 300, top + 30)], [(98, top + 2, 303, top + 29)])

    _assert_same(found, [_quad(100, top, 300, top + 30)])


def test_of_two_views_that_end_elsewhere_nothing_is_lost() -> None:
    top = SEAM[0] + 20
    found = _by_two([(100, top, 300, top + 60)], [(100, top + 20, 300, top + 80)])

    _assert_same(found, [_quad(100, top, 300, top + 80)])


def test_words_that_a_tile_shows_apart_stay_apart_when_its_view_is_the_better_one() -> None:
    top = SEAM[0] + 5
    words = [(100.0, top, 180.0, top + 30.0), (190.0, top, 300.0, top + 30.0)]
    found = _by_two(words, [(100, SEAM[0], 300, top + 30)])

    _assert_same(found, [_quad(*word) for word in words])


def test_what_an_edge_cuts_out_of_no_text_is_dropped() -> None:
    cut_below, cut_above = (100, SEAM[1] - 9, 200, SEAM[1]), (400, SEAM[0], 500, SEAM[0] + 9)

    assert _by_two([cut_below], [cut_above]) == []


def test_a_whole_line_that_one_tile_alone_shows_is_kept() -> None:
    middle = sum(SEAM) / 2
    first, second = (100, middle - 10, 300, middle + 10), (400, middle - 9, 700, middle + 9)

    _assert_same(_by_two([first], [second]), [_quad(*first), _quad(*second)])


def test_a_line_that_one_tile_alone_shows_stays_though_it_is_cut() -> None:
    """What reaches out of the other tile may not have been seen whole by anyone."""
    line = (100, SEAM[0] - 20, 140, SEAM[1])

    _assert_same(_by_two([line], []), [_quad(*line)])


def test_neighbouring_rows_that_touch_are_not_taken_for_one() -> None:
    top = SEAM[0] + 60
    first = [(100.0, top, 300.0, top + 32.0)]
    second = [(100.0, top + 26.0, 300.0, top + 58.0)]

    assert len(_by_two(first, second)) == 2


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_views_that_shake_by_a_pixel_lose_and_double_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    lines = list(_rows(TALL, [18, 30, 44], [12, 25]))
    parts = tiles(*TALL)
    seen = [
        [quad + random.uniform(-1, 1, (1, 2)).astype(np.float32) for quad in _seen(tile, lines)]
        for tile in parts
    ]

    _assert_same(_sewn(parts, seen), lines, off=3)
