import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.detection.view import LookRule, closer_view, first_view
from models.page import Image, Quad
from models.preprocess import CanvasRule

RULE = LookRule(CanvasRule(side=480, pixels=400_000, reduction=6, most=4_000_000), low=12, clear=20)


def _picture(width: int, height: int) -> Image:
    """Stripes of one row, which cannot be folded."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[::2] = 255
    return picture


def _lines(*heights: float) -> list[Quad]:
    """Lines of these heights, one below the other."""
    return [np.array([[0, 0], [200, 0], [200, high], [0, high]], np.float32) for high in heights]


def test_a_screen_is_seen_smaller_at_first() -> None:
    assert first_view(_picture(750, 1334), RULE).size == (448, 896)


def test_a_page_that_is_mostly_empty_is_folded_and_seen_larger_but_not_enlarged() -> None:
    page = _picture(1000, 1600)
    page[100:1000] = 255
    view = first_view(page, RULE)
    page[100:1500] = 255

    assert view.fold is not None
    assert view.scale == pytest.approx((400_000 / (1000 * (700 + 64))) ** 0.5, rel=0.05)
    assert first_view(page, RULE).scale == pytest.approx(1, rel=0.05)


def test_a_small_picture_is_seen_enlarged_at_first() -> None:
    assert first_view(_picture(60, 60), RULE).size == (512, 512)


def test_lines_that_are_seen_high_enough_need_no_closer_look() -> None:
    view = first_view(_picture(750, 1334), RULE)

    assert closer_view(view, _lines(*[12.1 / view.scale] * 5), RULE) is None


def test_low_lines_are_seen_at_a_clear_height_when_looked_at_again() -> None:
    view = first_view(_picture(750, 1334), RULE)
    again = closer_view(view, _lines(16), RULE)

    assert again is not None
    assert again.picture is view.picture
    assert 16 * again.scale == pytest.approx(20, rel=0.05)


def test_one_low_line_in_twenty_is_a_dash_and_changes_nothing() -> None:
    view = first_view(_picture(750, 1334), RULE)

    assert closer_view(view, _lines(4, *[40] * 19), RULE) is None
    assert closer_view(view, _lines(*[4] * 4, *[40] * 16), RULE) is not None


def test_where_nothing_was_found_a_shrunk_picture_is_seen_at_its_own_size() -> None:
    again = closer_view(first_view(_picture(1000, 1000), RULE), [], RULE)

    assert again is not None
    assert again.scale == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("size", [(600, 600), (15, 15)])
def test_where_nothing_was_found_no_picture_is_enlarged(size: tuple[int, int]) -> None:
    assert closer_view(first_view(_picture(*size), RULE), [], RULE) is None


@given(st.integers(15, 3000), st.integers(15, 3000), st.lists(st.floats(1, 60), max_size=30))
@settings(deadline=None)
def test_a_closer_look_shows_more_and_no_more_than_may_be(
    width: int, height: int, heights: list[float]
) -> None:
    view = first_view(_picture(width, height), RULE)
    again = closer_view(view, _lines(*heights), RULE)

    if again is not None:
        assert again.scale > view.scale
        assert (again.size[0] - 32) * (again.size[1] - 32) <= RULE.first.most
