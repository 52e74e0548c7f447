import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalog.catalog import model_sets
from models.detection.search import first_search, second_search, second_view
from models.detection.view import View, first_view
from models.page import Image, Quad
from tests.models.detection.quads import as_regions, quad_of

SMALL = model_sets()["ppocrv6-small"].detector.parameters
PARAMETERS = SMALL.model_copy(
    update={"second_pass": SMALL.second_pass.model_copy(update={"target_height": 20})}
)


def _picture(width: int, height: int) -> Image:
    """Stripes of one row, which cannot be folded."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[::2] = 255
    return picture


def _lines(*heights: float) -> list[Quad]:
    """Lines of these heights in pixels of the picture, one below the other."""
    return [quad_of(0, 100 * i, 200, 100 * i + height) for i, height in enumerate(heights)]


def _first(picture: Image) -> View:
    return first_view(picture, PARAMETERS.canvas)


def _second(view: View, *lines: Quad) -> View | None:
    return second_view(view, lines, PARAMETERS)


def test_the_first_pass_over_a_screen_is_smaller_than_the_screen() -> None:
    assert _first(_picture(750, 1334)).size == (448, 896)


def test_a_mostly_empty_picture_is_folded_and_searched_at_a_larger_scale() -> None:
    page = _picture(1000, 1600)
    page[100:1000] = 255
    view = _first(page)

    assert view.part.height < 1000
    assert view.scale == pytest.approx((400_000 / (1000 * (700 + 64))) ** 0.5, rel=0.05)


def test_folding_does_not_enlarge_a_picture_beyond_its_own_scale() -> None:
    page = _picture(1000, 1600)
    page[100:1500] = 255

    assert _first(page).scale == pytest.approx(1, rel=0.05)


def test_a_small_picture_is_enlarged_in_the_first_pass() -> None:
    assert _first(_picture(60, 60)).size == (512, 512)


def test_large_lines_need_no_second_pass() -> None:
    first = _first(_picture(750, 1334))

    assert _second(first, *_lines(*[12.1 / first.scale] * 5)) is None


def test_small_lines_get_the_target_height_in_the_second_pass() -> None:
    first = _first(_picture(750, 1334))
    second = _second(first, *_lines(16))

    assert second is not None
    assert second.picture is first.picture
    assert 16 * second.scale == pytest.approx(20, rel=0.05)


def test_one_small_line_in_twenty_causes_no_second_pass() -> None:
    first = _first(_picture(750, 1334))

    assert _second(first, *_lines(4, *[40] * 19)) is None
    assert _second(first, *_lines(*[4] * 4, *[40] * 16)) is not None


def test_a_reduced_picture_without_regions_is_searched_again_at_its_own_size() -> None:
    second = _second(_first(_picture(1000, 1000)))

    assert second is not None
    assert second.scale == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("size", [(600, 600), (15, 15)])
def test_a_picture_without_regions_is_never_enlarged_for_a_second_pass(size: tuple[int, int]) -> None:
    assert _second(_first(_picture(*size))) is None


def _with_text(height: int) -> Image:
    """Rows of strokes of this height, 40 pixels apart."""
    page = _picture(750, 1334)
    page[:] = 255
    for top in range(20, 1300, 40):
        for column in range(20, 700, 4):
            page[top : top + height, column : column + 2] = 0
    return page


def test_small_text_in_high_regions_gets_a_second_pass() -> None:
    quads = [quad_of(10, top - 10, 700, top + 20) for top in range(20, 1300, 40)]
    small, large = _first(_with_text(9)), _first(_with_text(10))

    assert 30 * small.scale > 12
    assert 2 * 9 * small.scale < 12 < 2 * 10 * large.scale
    assert _second(large, *quads) is None
    second = _second(small, *quads)
    assert second is not None
    assert 2 * 9 * second.scale == pytest.approx(20, rel=0.06)


def test_nested_regions_get_a_second_pass_on_a_larger_canvas() -> None:
    first = _first(_picture(750, 1334))
    block = quad_of(0, 0, 700, 500)

    assert _second(first, block, quad_of(0, 600, 200, 700)) is None
    second = _second(first, block, quad_of(0, 100, 200, 200))
    assert second is not None
    assert second.scale == pytest.approx(1.25 * first.scale, rel=0.05)


@given(st.integers(15, 3000), st.integers(15, 3000), st.lists(st.floats(1, 60), max_size=30))
@settings(deadline=None)
def test_a_second_pass_has_a_larger_canvas_within_the_limit(
    width: int, height: int, heights: list[float]
) -> None:
    first = _first(_picture(width, height))
    second = _second(first, *_lines(*heights))

    if second is not None:
        assert second.scale > first.scale
        assert (second.size[0] - 32) * (second.size[1] - 32) <= PARAMETERS.second_pass.max_pixels


def test_the_regions_of_bands_are_mapped_back_to_the_picture() -> None:
    picture = _picture(1500, 3000)
    first = first_search(picture, PARAMETERS.canvas)
    search = second_search(first, as_regions(_lines(8)), PARAMETERS)

    assert search is not None
    assert len(search.views) > 1
    places = [part.top for part in search.cut.parts]
    found = [as_regions([quad_of(40, 200, 300, 220)]) for _ in search.views]
    assert [region.quad[0, 1] for region in search.merged(found)] == [top + 200 for top in places]


def test_there_is_no_second_pass_if_the_first_one_is_enough() -> None:
    first = first_search(_picture(750, 1334), PARAMETERS.canvas)

    assert second_search(first, as_regions(_lines(40)), PARAMETERS) is None
