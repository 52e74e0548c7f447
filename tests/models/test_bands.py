from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.bands import LARGE, SHARED, Bands, bands_of
from models.fold import Fold
from models.page import Quad, Region
from models.preprocess import PIXEL_STEP
from models.view import View

LARGE_VIEWS = st.tuples(st.integers(1000, 2600), st.integers(1000, 2600), st.sampled_from([1, 2]))
"""Width and height as seen, and by how much the picture is larger."""


def _view(across: int, down: int, reduction: int = 1) -> View:
    return View(np.zeros((reduction * down, reduction * across, 3), np.uint8), (across, down))


def _line(top: float, height: float = 20, left: float = 100) -> Quad:
    return np.array(
        [[left, top], [left + 300, top], [left + 300, top + height], [left, top + height]], np.float32
    )


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
    bands = bands_of(view)
    found = [[Region(_line(50), 0.9)]]

    assert bands.views == (view,)
    assert bands.regions(found) == found[0]


@given(LARGE_VIEWS.filter(lambda size: size[0] * size[1] > LARGE))
def test_a_large_view_is_cut_into_bands_that_cover_it_and_overlap(size: tuple[int, int, int]) -> None:
    across, down, reduction = size
    view = _view(across, down, reduction)
    bands = bands_of(view)
    shown = [each.picture.shape[:2] for each in bands.views]
    tops = [tile.top for tile in bands.tiles]

    assert len(bands.views) >= 2
    assert tops[0] == 0
    assert bands.tiles[-1].bottom == view.shape[1]
    assert shown == [(tile.bottom - tile.top, view.shape[0]) for tile in bands.tiles]
    assert len(set(shown)) == len({each.size for each in bands.views}) == 1
    assert all(one.bottom - other.top >= SHARED * reduction for one, other in pairwise(bands.tiles))
    assert all(each.size[0] * each.size[1] <= LARGE * PIXEL_STEP for each in bands.views)


def test_a_line_that_two_bands_show_is_told_once_and_where_it_stands_on_the_picture() -> None:
    bands = bands_of(_view(1600, 1600, 2))
    seam = (bands.tiles[1].top + bands.tiles[0].bottom) / 2
    quads = [_line(40), _line(seam), _line(3150)]
    regions = bands.regions(_found(bands, quads))

    assert sum(map(len, _found(bands, quads))) > len(quads)
    np.testing.assert_allclose(sorted(each.quad[0, 1] for each in regions), [40, seam, 3150])


def test_bands_show_a_folded_page_and_lines_are_told_where_they_stand_on_the_page() -> None:
    picture = np.zeros((5000, 1500, 3), np.uint8)
    picture[4000:] = 200
    fold = Fold(np.array([0, 3500]), np.array([1000, 5000]), np.array([0, 100]), 1400)
    bands = bands_of(View(picture, (1400, 2500), fold))
    regions = bands.regions(_found(bands, [_line(2300)]))

    assert [each.picture.shape[1] for each in bands.views] == [1400] * len(bands.views)
    assert (bands.views[-1].picture[-100:] == 200).all()
    np.testing.assert_allclose(regions[0].quad, _line(2300 + 2500, left=200))
