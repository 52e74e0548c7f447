import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.page import Image
from models.recognition.cells import Cell, cells

HEIGHT = 40.0


def _pixels(width: int, *ranges: tuple[int, int]) -> Image:
    """A white line. Half of each column in these ranges (start, end) is black."""
    pixels = np.full((48, width, 3), 255, np.uint8)
    for start, end in ranges:
        pixels[10:34, start:end] = 0
    return pixels


def _cells(text: str, peaks: list[float], pixels: Image) -> tuple[Cell, ...]:
    scores = np.ones(len(text), np.float32)
    return cells(list(text), scores, np.array(peaks, np.float64), pixels=pixels, height=HEIGHT)


def _columns(found: tuple[Cell, ...], pixels: Image) -> list[tuple[float, float]]:
    return [(cell.start * pixels.shape[1], cell.end * pixels.shape[1]) for cell in found]


def test_a_line_without_characters_has_no_cells() -> None:
    assert _cells("", [], _pixels(100)) == ()


def test_without_ink_the_border_of_equal_characters_is_midway_between_their_peaks() -> None:
    pixels = _pixels(200)
    (_, one), (two, _) = _columns(_cells("网图", [80, 120], pixels), pixels)

    assert one == pytest.approx(100, abs=1)
    assert two == one


def test_without_ink_a_full_width_character_gets_more_room_than_a_narrow_one() -> None:
    pixels = _pixels(200)
    (_, border), _ = _columns(_cells("网i", [80, 106], pixels), pixels)

    assert border == pytest.approx(80 + 26 / 1.3, abs=1)


def test_a_border_moves_into_the_gap_between_two_letters() -> None:
    """The point midway between the peaks lies inside the second letter."""
    pixels = _pixels(200, (50, 66), (69, 90))
    (_, one), (two, _) = _columns(_cells("ab", [62, 82], pixels), pixels)

    assert 66 <= one <= 69
    assert two == one


def test_the_first_and_the_last_cell_contain_all_ink_of_their_characters() -> None:
    pixels = _pixels(200, (10, 44), (50, 84))
    (left, _), (_, right) = _columns(_cells("网图", [30, 64], pixels), pixels)

    assert left <= 10
    assert right >= 84


def test_the_middle_of_a_wide_gap_belongs_to_no_cell() -> None:
    pixels = _pixels(400, (30, 60), (300, 330))
    (_, one), (two, _) = _columns(_cells("网图", [45, 315], pixels), pixels)

    assert 60 <= one <= 60 + HEIGHT
    assert 300 - HEIGHT <= two <= 300


@given(st.data())
def test_cells_are_ordered_and_disjoint_and_contain_their_peaks(data: st.DataObject) -> None:
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
