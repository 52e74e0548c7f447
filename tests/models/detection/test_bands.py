from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalog.detector_parameters import BandRule
from models.detection.bands import MAX_BAND_PIXELS, bands
from models.detection.fold import Fold
from models.detection.part import Part
from models.detection.search import Search
from models.detection.view import View
from models.page import Quad, Region
from tests.models.detection.quads import as_regions, moved, quad_of

RULE = BandRule(overlap=96, whole_height=40, context=16)

LARGE_VIEWS = st.tuples(st.integers(1000, 2000), st.integers(1000, 2000), st.sampled_from([1, 2])).filter(
    lambda size: size[0] * size[1] > MAX_BAND_PIXELS
)
"""Width and height on the canvas, and the number of picture pixels per canvas pixel along one side."""

LINES = st.lists(st.tuples(st.floats(0, 1), st.integers(5, 400)), max_size=6)
"""The top of each line as a share of the page height, and its height in canvas pixels."""


def _view(width: int, height: int, reduction: int = 1) -> View:
    return View.whole(np.zeros((reduction * height, reduction * width, 3), np.uint8), (width, height))


def _search(view: View, *lines: Quad) -> Search:
    """The search of a view in bands, after the first pass has found these lines."""
    return Search.of(view, bands(view, as_regions(lines), RULE))


def _line(top: float, height: float = 20, left: float = 100) -> Quad:
    return quad_of(left, top, left + 300, top + height)


def _found(parts: tuple[Part, ...], quads: list[Quad]) -> list[list[Region]]:
    """The lines that lie wholly in each band, in its pixels."""
    return [
        as_regions(
            moved(quad, 0, -part.top)
            for quad in quads
            if part.top <= quad[:, 1].min() and quad[:, 1].max() <= part.bottom
        )
        for part in parts
    ]


@pytest.mark.parametrize(("width", "height"), [(640, 640), (832, 832), (2176, 320)])
def test_a_view_with_a_small_canvas_is_searched_whole(width: int, height: int) -> None:
    view = _view(width, height)
    search = _search(view, _line(50))

    assert search.views == (view,)
    assert search.views[0].size == (width, height)


@given(LARGE_VIEWS, LINES)
def test_bands_cover_a_large_view_and_only_neighbours_overlap(
    size: tuple[int, int, int], lines: list[tuple[float, int]]
) -> None:
    width, height, reduction = size
    view = _view(width, height, reduction)
    search = _search(view, *(_line(start * reduction * height, reduction * high) for start, high in lines))
    rows = [(part.top, part.bottom) for part in search.cut.parts]

    assert (rows[0][0], rows[-1][1]) == (0, view.shape[1])
    assert [each.pixels.shape[:2] for each in search.views] == [(b - a, view.shape[0]) for a, b in rows]
    assert all(one[1] - other[0] >= reduction * (RULE.overlap - 1) for one, other in pairwise(rows))
    assert all(one[1] <= other[0] for one, other in zip(rows, rows[2:], strict=False))


@given(LARGE_VIEWS)
def test_without_high_lines_bands_have_similar_sizes_and_small_canvases(size: tuple[int, int, int]) -> None:
    views = _search(_view(*size), _line(500), _line(900)).views
    pixels = [view.size[0] * view.size[1] for view in views]

    assert len(views) >= 2
    assert max(pixels) <= 1.6 * MAX_BAND_PIXELS


@given(LARGE_VIEWS, LINES)
def test_no_line_is_cut_whatever_its_height(
    size: tuple[int, int, int], lines: list[tuple[float, int]]
) -> None:
    _, height, reduction = size
    context = reduction * RULE.context
    quads = [_line(start * reduction * (height - high), reduction * high) for start, high in lines]
    parts = bands(_view(*size), as_regions(quads), RULE)

    for quad in quads:
        top, bottom = max(0, quad[0, 1] - context + 2), min(reduction * height, quad[2, 1] + context - 2)
        assert any(part.top <= top and bottom <= part.bottom for part in parts)


def test_a_view_with_a_line_from_top_to_bottom_is_searched_whole() -> None:
    view = _view(1600, 1600)

    assert _search(view, _line(10, 1580)).views == (view,)


def test_neighbouring_bands_share_the_rows_of_the_rule() -> None:
    view = _view(1600, 1600)
    few, many = (bands(view, [], _rule(overlap)) for overlap in (96, 192))

    assert few[0].bottom - few[1].top == 96
    assert many[0].bottom - many[1].top == 192


def _rule(overlap: int) -> BandRule:
    return RULE.model_copy(update={"overlap": overlap})


def test_a_line_in_two_bands_is_found_once_at_its_place_on_the_picture() -> None:
    search = _search(_view(1600, 1600, 2))
    middle = (search.cut.parts[1].top + search.cut.parts[0].bottom) / 2
    quads = [_line(40), _line(middle), _line(3150)]
    found = _found(search.cut.parts, quads)
    regions = search.merged(found)

    assert sum(map(len, found)) > len(quads)
    np.testing.assert_allclose(sorted(each.quad[0, 1] for each in regions), [40, middle, 3150])


def test_bands_are_parts_of_the_folded_picture_and_their_regions_are_unfolded() -> None:
    picture = np.zeros((5000, 1500, 3), np.uint8)
    picture[4000:] = 200
    fold = Fold(np.array([0, 3500]), np.array([1000, 5000]), np.array([0, 100]), 1400)
    title = _line(3800, 600)  # rows 1300 to 1900 of the folded picture
    view = replace(_view(1400, 2500), picture=picture, fold=fold, part=fold.whole)
    search = _search(view, title)
    regions = search.merged(_found(search.cut.parts, [_line(2300)]))

    assert any(part.top < 1300 and part.bottom > 1900 for part in search.cut.parts)
    assert [each.pixels.shape[1] for each in search.views] == [1400] * len(search.views) != [1400]
    assert (search.views[-1].pixels[-100:] == 200).all()
    np.testing.assert_allclose(regions[0].quad, _line(2300 + 2500, left=200))


def test_a_band_above_four_megapixels_is_cut_even_if_high_lines_cover_it() -> None:
    small, large = _view(2000, 1999), _view(2000, 2001)

    assert len(_search(small, quad_of(0, 0, 2000, 1999)).views) == 1
    assert len(_search(large, quad_of(0, 0, 2000, 2001)).views) == 6
