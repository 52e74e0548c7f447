from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.detection.bands import AROUND, LARGE, SHARED, Bands, bands_of
from models.detection.fold import Fold
from models.detection.view import View
from models.page import Quad, Region

LARGE_VIEWS = st.tuples(st.integers(1000, 2600), st.integers(1000, 2600), st.sampled_from([1, 2])).filter(
    lambda size: size[0] * size[1] > LARGE
)
"""Width and height as seen, and by how much the picture is larger."""

HEIGHTS = st.lists(st.tuples(st.floats(0, 1), st.integers(5, 400)), max_size=6)
"""Where lines begin, as a part of the page, and how high they are as seen."""


def _view(across: int, down: int, reduction: int = 1) -> View:
    return View(np.zeros((reduction * down, reduction * across, 3), np.uint8), (across, down))


def _line(top: float, height: float = 20, left: float = 100) -> Quad:
    return np.array(
        [[left, top], [left + 300, top], [left + 300, top + height], [left, top + height]], np.float32
    )


def _known(*quads: Quad) -> list[Region]:
    return [Region(quad, 0.9) for quad in quads]


def _found(bands: Bands, quads: list[Quad]) -> list[list[Region]]:
    """The lines that each band shows whole, where they stand in it."""
    return [
        [
            Region(quad - np.array([0, tile.top], np.float32), 0.9)
            for quad in quads
            if tile.top <= quad[:, 1].min() and quad[:, 1].max() <= tile.bottom
        ]
        for tile in bands.tiles
    ]


@pytest.mark.parametrize(("across", "down"), [(640, 640), (832, 832), (2176, 320)])
def test_a_view_that_is_not_large_is_its_own_band(across: int, down: int) -> None:
    view = _view(across, down)
    bands = bands_of(view, [])
    found = [_known(_line(50))]

    assert bands.views == (view,)
    assert bands.regions(found) == found[0]


@given(LARGE_VIEWS, HEIGHTS)
def test_bands_cover_a_large_view_and_only_neighbours_overlap(
    size: tuple[int, int, int], heights: list[tuple[float, int]]
) -> None:
    across, down, reduction = size
    view = _view(across, down, reduction)
    lines = [_line(start * reduction * down, reduction * height) for start, height in heights]
    bands = bands_of(view, _known(*lines))
    rows = [(tile.top, tile.bottom) for tile in bands.tiles]

    assert (rows[0][0], rows[-1][1]) == (0, view.shape[1])
    assert [each.picture.shape[:2] for each in bands.views] == [(b - a, view.shape[0]) for a, b in rows]
    assert all(one[1] - other[0] >= reduction * (SHARED - 1) for one, other in pairwise(rows))
    assert all(one[1] <= other[0] for one, other in zip(rows, rows[2:], strict=False))


@given(LARGE_VIEWS)
def test_without_high_lines_all_bands_are_about_alike_and_none_is_large(size: tuple[int, int, int]) -> None:
    bands = bands_of(_view(*size), _known(_line(500), _line(900)))
    seen = [each.size[0] * each.size[1] for each in bands.views]

    assert len(bands.views) >= 2
    assert max(seen) <= 1.6 * LARGE


@given(LARGE_VIEWS, HEIGHTS)
def test_no_line_is_cut_whatever_its_height(
    size: tuple[int, int, int], heights: list[tuple[float, int]]
) -> None:
    _, down, reduction = size
    room = reduction * AROUND
    lines = [_line(start * reduction * (down - height), reduction * height) for start, height in heights]
    bands = bands_of(_view(*size), _known(*lines))

    for line in lines:
        top, bottom = max(0, line[0, 1] - room + 2), min(reduction * down, line[2, 1] + room - 2)
        assert any(tile.top <= top and bottom <= tile.bottom for tile in bands.tiles)


def test_a_column_that_runs_all_the_way_down_leaves_the_view_whole() -> None:
    view = _view(1600, 1600)

    assert bands_of(view, _known(_line(10, 1580))).views == (view,)


def test_a_line_that_two_bands_show_is_told_once_and_where_it_stands_on_the_picture() -> None:
    bands = bands_of(_view(1600, 1600, 2), [])
    seam = (bands.tiles[1].top + bands.tiles[0].bottom) / 2
    quads = [_line(40), _line(seam), _line(3150)]
    regions = bands.regions(_found(bands, quads))

    assert sum(map(len, _found(bands, quads))) > len(quads)
    np.testing.assert_allclose(sorted(each.quad[0, 1] for each in regions), [40, seam, 3150])


def test_bands_show_a_folded_page_and_lines_are_told_where_they_stand_on_the_page() -> None:
    picture = np.zeros((5000, 1500, 3), np.uint8)
    picture[4000:] = 200
    fold = Fold(np.array([0, 3500]), np.array([1000, 5000]), np.array([0, 100]), 1400)
    title = _line(3800, 600)  # on the folded page from row 1300 to 1900
    bands = bands_of(View(picture, (1400, 2500), fold), _known(title))
    regions = bands.regions(_found(bands, [_line(2300)]))

    assert any(tile.top < 1300 and tile.bottom > 1900 for tile in bands.tiles)
    assert [each.picture.shape[1] for each in bands.views] == [1400] * len(bands.views) != [1400]
    assert (bands.views[-1].picture[-100:] == 200).all()
    np.testing.assert_allclose(regions[0].quad, _line(2300 + 2500, left=200))
