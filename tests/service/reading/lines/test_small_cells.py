"""One empty cell in a table of white paper. The other cells are lines that were read."""

import numpy as np
import pytest

from models.page import Image, TextLine
from service.reading.crop import Crop
from service.reading.lines.small_cells import SURE, SURE_LETTER, with_small_cells
from tests.service.reading.lines.one_text_stages import OneTextStages

ROWS, EMPTY = 7, 3
LEFT, TOP = 200, 30 * EMPTY
"""The left edge of the column, and the upper edge of the row with the empty cell."""

Ink = tuple[int, int, int, int]
DASH: Ink = (LEFT, TOP + 9, LEFT + 8, TOP + 11)
DIGIT: Ink = (LEFT, TOP + 4, LEFT + 8, TOP + 16)


def _page(*inks: Ink, level: int = 0) -> Image:
    page = np.full((30 * ROWS, 400, 3), 255, np.uint8)
    for left, top, right, bottom in inks:
        page[top:bottom, left:right] = level
    return page


def _line(left: float, top: float, right: float) -> TextLine:
    corners = [[left, top], [right, top], [right, top + 20], [left, top + 20]]
    return TextLine(np.array(corners, np.float32), "text", 1.0)


def _table() -> list[TextLine]:
    names = [_line(left, 30 * row, left + 60) for row in range(ROWS) for left in (0, 320)]
    return [*names, *(_line(LEFT, 30 * row, 230 + 6 * row) for row in range(ROWS) if row != EMPTY)]


def _added(page: Image, stages: OneTextStages) -> list[tuple[str, float]]:
    lines = _table()
    found = with_small_cells(page, lines, stages, characters=False)
    assert found[: len(lines)] == lines
    return [(line.text, line.score) for line in found[len(lines) :]]


@pytest.mark.parametrize(
    ("text", "score", "is_read"),
    [
        ("0", SURE, True), ("0", SURE - 0.01, False), ("00", SURE, True),
        ("S", SURE_LETTER, True), ("S", SURE_LETTER - 0.01, False),
        ("口", 1.0, False), ("12", 1.0, False), ("□", 1.0, False), ("", 0.0, False),
    ],
)  # fmt: skip
def test_a_character_is_read_if_it_is_sure(text: str, score: float, is_read: bool) -> None:
    assert _added(_page(DIGIT), OneTextStages(text, score)) == [(text, score)] * is_read


def test_the_crop_is_as_high_as_the_row_and_as_wide_as_the_ink_with_white_around_it() -> None:
    stages = OneTextStages("0", 1.0)
    _added(_page(DIGIT), stages)
    (crop,) = stages.crops

    assert isinstance(crop, Crop)
    assert crop.quad[[0, 2]].tolist() == [[LEFT - 6, TOP], [LEFT + 14, TOP + 20]]


@pytest.mark.parametrize(("text", "score"), [(".", 0.3), ("一", 0.9), ("", 0.0)])
def test_a_stroke_in_the_middle_is_a_dash_whatever_is_read(text: str, score: float) -> None:
    assert _added(_page(DASH), OneTextStages(text, score)) == [("-", SURE)]


def test_a_stroke_that_is_read_as_a_long_dash_stays_one() -> None:
    assert _added(_page(DASH), OneTextStages("—", 0.9)) == [("—", 0.9)]


@pytest.mark.parametrize(
    "ink",
    [
        (LEFT, TOP + 15, LEFT + 8, TOP + 17),  # an underscore
        (LEFT, TOP + 6, LEFT + 4, TOP + 16),  # upright
    ],
)
def test_other_strokes_are_no_dashes(ink: Ink) -> None:
    assert _added(_page(ink), OneTextStages("", 0.0)) == []


@pytest.mark.parametrize(
    "ink",
    [
        (LEFT, TOP + 9, LEFT + 1, TOP + 11),  # a speck
        (LEFT - 20, TOP + 4, LEFT + 8, TOP + 16),  # it reaches beyond the cell
        (LEFT, TOP, LEFT + 8, TOP + 20),  # as high as the row
    ],
)
def test_ink_of_another_size_is_not_read(ink: Ink) -> None:
    stages = OneTextStages("0", 1.0)

    assert _added(_page(ink), stages) == []
    assert stages.crops == []


def test_faint_ink_is_not_read() -> None:
    assert _added(_page(DIGIT, level=240), OneTextStages("0", 1.0)) == []


def test_the_line_between_two_cells_is_no_ink() -> None:
    border = (LEFT - 6, 0, LEFT - 5, 30 * ROWS)

    assert _added(_page(border), OneTextStages("0", 1.0)) == []
    assert _added(_page(border, DIGIT), OneTextStages("0", 1.0)) == [("0", 1.0)]


def test_ink_that_a_line_contains_is_not_read_again() -> None:
    """A line of another height than the cells covers the place."""
    stages, other = OneTextStages("0", 1.0), _line(LEFT - 5, TOP, LEFT + 10)
    other.quad[2:, 1] += 20
    lines = [*_table(), other]

    assert with_small_cells(_page(DIGIT), lines, stages, characters=False) == lines
