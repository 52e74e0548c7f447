"""Merging of regions in the overlap of two tiles."""

from collections.abc import Sequence

from models.detection.tiles import tiles
from models.page import Quad
from tests.models.detection.quads import assert_same, merged_quads, moved, quad_of

Boxes = Sequence[tuple[float, float, float, float]]

TALL = (750, 4000)

START, END = tiles(*TALL)[1].top, tiles(*TALL)[0].bottom
"""The first row of the overlap of the first two tiles of the tall page, and the first row after it."""


def _merged_boxes(first: Boxes, second: Boxes) -> list[Quad]:
    """The merged quads of boxes in the first and in the second tile of the tall page, in page pixels."""
    parts = tiles(*TALL)
    quads: list[list[Quad]] = [[] for _ in parts]
    quads[0] = [quad_of(*box) for box in first]
    quads[1] = [moved(quad_of(*box), 0, -START) for box in second]
    return merged_quads(parts, quads)


def test_two_regions_that_differ_a_little_are_one_line() -> None:
    top = START + 60
    found = _merged_boxes([(100, top, 300, top + 30)], [(98, top + 2, 303, top + 29)])

    assert_same(found, [quad_of(100, top, 300, top + 30)])


def test_two_regions_of_one_line_that_end_at_different_places_are_joined() -> None:
    top = START + 20
    found = _merged_boxes([(100, top, 300, top + 60)], [(100, top + 20, 300, top + 80)])

    assert_same(found, [quad_of(100, top, 300, top + 80)])


def test_separate_words_stay_separate_where_the_other_tile_cuts_their_line() -> None:
    top = START + 5
    words = [(100.0, top, 180.0, top + 30.0), (190.0, top, 300.0, top + 30.0)]
    found = _merged_boxes(words, [(100, START, 300, top + 30)])

    assert_same(found, [quad_of(*word) for word in words])


def test_a_region_at_an_edge_is_dropped_where_the_other_tile_shows_no_text() -> None:
    cut_below, cut_above = (100, END - 9, 200, END), (400, START, 500, START + 9)

    assert _merged_boxes([cut_below], [cut_above]) == []


def test_a_whole_line_that_only_one_tile_has_is_kept() -> None:
    middle = (START + END) / 2
    first, second = (100, middle - 10, 300, middle + 10), (400, middle - 9, 700, middle + 9)

    assert_same(_merged_boxes([first], [second]), [quad_of(*first), quad_of(*second)])


def test_a_line_that_only_one_tile_has_is_kept_where_both_tiles_cut_it() -> None:
    line = (100, START - 20, 140, END)

    assert_same(_merged_boxes([line], []), [quad_of(*line)])


def test_neighbouring_lines_that_overlap_slightly_stay_two() -> None:
    top = START + 60
    first = [(100.0, top, 300.0, top + 32.0)]
    second = [(100.0, top + 26.0, 300.0, top + 58.0)]

    assert len(_merged_boxes(first, second)) == 2
