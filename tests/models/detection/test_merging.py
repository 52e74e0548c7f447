from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.detection.merging import merge
from models.detection.part import Part
from models.detection.tiles import tile_overlap, tiles
from models.geometry import clockwise, side_lengths
from models.page import Quad
from tests.models.detection.quads import as_regions, assert_same, merged_quads, moved, quad_of, rotated_quad

TALL, WIDE = (750, 4000), (4000, 750)

MIN_SIDE = 3
"""Pixels. A detector drops regions with a shorter side as noise."""


def _detected(tile: Part, quads: Sequence[Quad]) -> list[Quad]:
    """The result of a perfect detector for a tile: rectangles around the pieces of lines in it."""
    pieces = [piece for piece in (_piece(tile, quad) for quad in quads) if piece is not None]
    return [moved(piece, -tile.left, -tile.top) for piece in pieces if min(side_lengths(piece)) >= MIN_SIDE]


def _piece(tile: Part, quad: Quad) -> Quad | None:
    """The rectangle around the piece of a quad that lies in a tile."""
    window = quad_of(tile.left, tile.top, tile.right, tile.bottom)
    if (quad >= window[0]).all() and (quad <= window[2]).all():
        return quad
    if (quad.max(axis=0) <= window[0]).any() or (quad.min(axis=0) >= window[2]).any():
        return None
    area, piece = cv2.intersectConvexConvex(window, quad)
    return clockwise(np.asarray(cv2.boxPoints(cv2.minAreaRect(piece)), np.float32)) if area > 0 else None


def _merged_lines(size: tuple[int, int], quads: Sequence[Quad]) -> list[Quad]:
    """The lines of a page, each detected in the tiles of the page and merged."""
    parts = tiles(*size)
    return merged_quads(parts, [_detected(tile, quads) for tile in parts])


def _rows(size: tuple[int, int], heights: Sequence[int], gaps: Sequence[int]) -> Iterator[Quad]:
    """Lines of two columns, a narrow and a broad one, from the top of a page to its end."""
    width, height = size
    top = 3
    for i in range(height):
        tall, gap = heights[i % len(heights)], gaps[i % len(gaps)]
        if top + tall > height:
            return
        yield quad_of(5, top, 0.3 * width, top + tall)
        yield quad_of(0.3 * width + 9, top, width - 7, top + tall)
        top += tall + gap


def _transposed(quads: Sequence[Quad]) -> list[Quad]:
    return [quad_of(*quad.min(axis=0)[::-1], *quad.max(axis=0)[::-1]) for quad in quads]


def test_the_regions_of_a_single_part_are_unchanged() -> None:
    quads = [quad_of(1, 2, 30, 12), rotated_quad(100, 100, 80, 20, 20)]
    found = merged_quads(tiles(750, 1334), [quads])

    for one, other in zip(found, quads, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_page_without_text_has_no_regions() -> None:
    assert _merged_lines(TALL, []) == []


HEIGHTS = st.lists(st.integers(8, tile_overlap(*TALL)), min_size=1, max_size=5)
GAPS = st.lists(st.integers(1, 90), min_size=1, max_size=5)


@settings(deadline=None, max_examples=50)
@given(HEIGHTS, GAPS)
def test_every_line_of_a_tall_page_is_found_once_and_whole(heights: list[int], gaps: list[int]) -> None:
    lines = list(_rows(TALL, heights, gaps))

    assert_same(_merged_lines(TALL, lines), lines)


@settings(deadline=None, max_examples=50)
@given(HEIGHTS, GAPS)
def test_every_column_of_a_wide_page_is_found_once_and_whole(heights: list[int], gaps: list[int]) -> None:
    lines = _transposed(list(_rows(TALL, heights, gaps)))

    assert_same(_merged_lines(WIDE, lines), lines)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3900), st.integers(20, 4000)), min_size=1, max_size=12),
    st.integers(12, 50),
)
def test_lines_of_any_length_on_a_wide_page_are_joined_from_their_pieces(
    spans: list[tuple[int, int]], tall: int
) -> None:
    lines = [
        quad_of(left, 3 + i * (tall + 4), min(left + long, 3999), 3 + i * (tall + 4) + tall)
        for i, (left, long) in enumerate(spans)
    ]

    assert_same(_merged_lines(WIDE, lines), lines)


def test_a_title_that_is_higher_than_the_overlap_is_joined_from_its_pieces() -> None:
    lines = [quad_of(40, 1100, 700, 1100 + 2 * tile_overlap(*TALL)), quad_of(40, 1500, 300, 1530)]

    assert_same(_merged_lines(TALL, lines), lines)


@pytest.mark.parametrize("degrees", [-2.0, 1.0, 4.0])
def test_a_slanted_line_through_several_tiles_keeps_its_angle(degrees: float) -> None:
    line = rotated_quad(2000, 375, 3000, 30, degrees)
    (found,) = _merged_lines(WIDE, [line])

    np.testing.assert_allclose(found, line, atol=16)
    rise = np.degrees(np.arctan2(*(found[1] - found[0])[::-1]))
    assert rise == pytest.approx(degrees, abs=0.2)


@pytest.mark.parametrize("degrees", [20.0, -30.0, 45.0])
@pytest.mark.parametrize("y", [1100, 1203, 1300, 1380, 1420])
def test_a_rotated_line_in_an_overlap_is_found_once(degrees: float, y: int) -> None:
    line = rotated_quad(375, y, 200, 24, degrees)

    assert_same(_merged_lines(TALL, [line]), [line], off=1)


def test_a_joined_line_has_the_highest_score_of_its_pieces() -> None:
    parts = tiles(*WIDE)
    found = [_detected(tile, [quad_of(40, 100, 3900, 130)]) for tile in parts]
    scores = [0.6 + 0.1 * i for i in range(len(parts))]
    (line,) = merge(parts, [as_regions(*each) for each in zip(found, scores, strict=True)])

    assert line.score == max(scores)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_every_line_is_found_once_although_regions_are_off_by_a_pixel(seed: int) -> None:
    random = np.random.default_rng(seed)
    lines = list(_rows(TALL, [18, 30, 44], [12, 25]))
    parts = tiles(*TALL)
    found = [
        [quad + random.uniform(-1, 1, (1, 2)).astype(np.float32) for quad in _detected(tile, lines)]
        for tile in parts
    ]

    assert_same(merged_quads(parts, found), lines, off=3)
