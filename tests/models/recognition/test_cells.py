import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.page import Image
from models.recognition.cells import Cell, cells

HEIGHT = 40.0


def _pixels(width: int, *inked: tuple[int, int]) -> Image:
    """A white line in which these columns, from the first to before the second, are half black."""
    pixels = np.full((48, width, 3), 255, np.uint8)
    for start, end in inked:
        pixels[10:34, start:end] = 0
    return pixels


def _cells(text: str, peaks: list[float], pixels: Image) -> tuple[Cell, ...]:
    return cells(list(text), np.ones(len(text), np.float32), np.array(peaks, np.float64), pixels, HEIGHT)


def _columns(found: tuple[Cell, ...], pixels: Image) -> list[tuple[float, float]]:
    return [(cell.start * pixels.shape[1], cell.end * pixels.shape[1]) for cell in found]


def test_no_characters_have_no_cells() -> None:
    assert _cells("", [], _pixels(100)) == ()


def test_equal_characters_without_any_ink_part_in_the_middle_between_their_peaks() -> None:
    pixels = _pixels(200)
    (_, one), (two, _) = _columns(_cells("网图", [80, 120], pixels), pixels)

    assert one == pytest.approx(100, abs=1)
    assert two == one


def test_a_full_width_character_takes_more_of_the_way_than_a_narrow_one() -> None:
    pixels = _pixels(200)
    (_, border), _ = _columns(_cells("网i", [80, 106], pixels), pixels)

    assert border == pytest.approx(80 + 26 / 1.3, abs=1)


def test_a_border_moves_into_the_gap_between_the_ink() -> None:
    """The peaks are half a step off, so that their middle lies in the second letter."""
    pixels = _pixels(200, (50, 66), (69, 90))
    (_, one), (two, _) = _columns(_cells("ab", [62, 82], pixels), pixels)

    assert 66 <= one <= 69
    assert two == one


def test_the_outer_characters_keep_all_of_their_ink() -> None:
    pixels = _pixels(200, (10, 44), (50, 84))
    (left, _), (_, right) = _columns(_cells("网图", [30, 64], pixels), pixels)

    assert left <= 10
    assert right >= 84


def test_a_wide_gap_belongs_to_neither_character() -> None:
    pixels = _pixels(400, (30, 60), (300, 330))
    (_, one), (two, _) = _columns(_cells("网图", [45, 315], pixels), pixels)

    assert 60 <= one <= 60 + HEIGHT
    assert 300 - HEIGHT <= two <= 300


@given(st.data())
def test_cells_lie_in_the_line_in_order_and_each_holds_its_peak(data: st.DataObject) -> None:
    pixels = _pixels(160, (20, 50), (70, 75), (90, 150))
    text = data.draw(st.text("网iw 。", min_size=1, max_size=12))
    steps = st.lists(st.integers(0, 25), min_size=len(text), max_size=len(text), unique=True)
    peaks = [8 * step + 3.2 for step in sorted(data.draw(steps))]
    found = _cells(text, peaks, pixels)
    borders = [border for cell in found for border in (cell.start, cell.end)]

    assert "".join(cell.text for cell in found) == text
    assert borders == sorted(borders)
    assert borders[0] >= 0
    assert borders[-1] <= 1
    for cell, peak in zip(found, peaks, strict=True):
        assert cell.start - 1e-9 <= min(peak / 160, 1) <= cell.end + 1e-9
