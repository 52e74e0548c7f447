"""Gaps that separate columns, on pages of lines that are 20 pixels high and 30 pixels apart."""

from collections.abc import Sequence

import pytest

from models.layout.column_gaps import column_gaps
from models.layout.gapped_line import Gap, GappedLine, Span


def _line(
    row: int, left: float, right: float, *gaps: tuple[float, float], text: str = "文字|文字"
) -> GappedLine:
    words = text.split("|")
    found = [Gap(Span(*span), *words[i : i + 2]) for i, span in enumerate(gaps)]
    return GappedLine(left, 30 * row, right, 30 * row + 20, tuple(found))


def _split(lines: Sequence[GappedLine]) -> list[bool]:
    return [bool(found) for found in column_gaps(lines)]


def test_two_columns_with_the_same_gap_in_two_rows_are_split() -> None:
    assert _split([_line(row, 0, 400, (190, 205)) for row in range(2)]) == [True, True]


def test_a_gap_in_one_row_is_a_blank() -> None:
    assert _split([_line(0, 0, 400, (190, 205)), _line(1, 0, 400), _line(2, 0, 400)]) == [False] * 3


def test_gaps_at_different_places_are_blanks() -> None:
    assert _split([_line(row, 0, 400, (100 + 40 * row, 115 + 40 * row)) for row in range(4)]) == [False] * 4


@pytest.mark.parametrize(("rows", "is_split"), [(2, False), (3, True)])
def test_narrow_columns_need_three_rows(rows: int, is_split: bool) -> None:
    lines = [_line(row, 0, 160, (40, 60)) for row in range(rows)]

    assert _split(lines) == [is_split] * rows


@pytest.mark.parametrize(("width", "is_split"), [(11, False), (13, True)])
def test_columns_of_text_are_more_than_half_a_line_height_apart(width: int, is_split: bool) -> None:
    assert _split([_line(row, 0, 400, (190, 190 + width)) for row in range(4)]) == [is_split] * 4


def test_the_white_beside_a_full_stop_is_no_gap() -> None:
    lines = [_line(row, 0, 400, (190, 205), text="文字。|文字") for row in range(4)]

    assert _split(lines) == [False] * 4


@pytest.mark.parametrize(("width", "is_split"), [(13, False), (15, True)])
def test_a_gap_behind_a_comma_counts_from_0_3_line_heights_beyond_its_white(
    width: int, is_split: bool
) -> None:
    lines = [_line(0, 0, 400, (190, 190 + width), text="文字，|文字")]
    for row in (1, 2):
        lines += [_line(row, 0, 190), _line(row, 190 + width, 400)]

    assert _split(lines)[0] == is_split


def test_the_spaces_of_code_are_no_column_gaps() -> None:
    lines = [_line(row, 0, 400, (190, 204), text="const|a = 1") for row in range(4)]

    assert _split(lines) == [False] * 4


@pytest.mark.parametrize("label", ["姓名：", "1.", "（2）"])
def test_the_blank_after_a_label_is_kept(label: str) -> None:
    lines = [_line(row, 0, 400, (90, 120), text=f"{label}|文字") for row in range(4)]

    assert _split(lines) == [False] * 4


def test_lines_of_their_own_beside_the_gap_show_two_columns() -> None:
    lines = [_line(0, 0, 400, (190, 205))]
    for row in (1, 2):
        lines += [_line(row, 0, 193), _line(row, 202, 400)]

    assert _split(lines) == [True, False, False, False, False]


def test_numbers_with_equal_gaps_are_one_text() -> None:
    lines = [_line(row, 0, 200, (80, 88), text="138|0013") for row in range(4)]

    assert _split(lines) == [False] * 4


def test_numbers_with_unequal_gaps_and_an_aligned_edge_are_cells() -> None:
    lines = [_line(row, 0, 200, (80 - 9 * row, 88), text="138|0013") for row in range(3)]

    assert _split(lines) == [True] * 3


def test_text_across_the_stripe_ends_the_rows_that_decide() -> None:
    lines = [_line(row, 0, 160, (40, 60)) for row in (0, 2, 3)]
    lines.append(_line(1, 0, 160))

    assert _split(lines) == [False] * 4


@pytest.mark.parametrize(("lines_between", "is_split"), [(6, True), (12, False)])
def test_lines_of_other_columns_between_the_rows_do_not_count(lines_between: int, is_split: bool) -> None:
    """Four rows, and between them cells of many lines in another column."""
    rows = range(0, 4 * (lines_between + 1), lines_between + 1)
    lines = [_line(row, 0, 100 + 20 * row, (40, 49), text="12|文字") for row in rows]
    lines += [_line(row, 900, 1000) for row in range(rows[-1]) if row not in rows]

    assert _split(lines)[:4] == [is_split] * 4


def test_rows_far_below_are_no_neighbours() -> None:
    assert _split([_line(row, 0, 400, (190, 205)) for row in (0, 2)]) == [False, False]


@pytest.mark.parametrize(("gap", "is_split"), [((80, 87), True), ((93, 100), False)])
def test_a_narrow_gap_where_two_rows_have_lines_of_their_own_is_a_border(
    gap: tuple[float, float], is_split: bool
) -> None:
    lines = [_line(0, 0, 200, gap)]
    for row in (1, 2):
        lines += [_line(row, 0, 80), _line(row, 87, 200)]

    assert _split(lines) == [is_split, False, False, False, False]


@pytest.mark.parametrize(("right", "is_split"), [(20, True), (3, False)])
def test_cells_of_one_length_before_cells_of_many_have_equal_gaps(right: float, is_split: bool) -> None:
    lines = [_line(row, 0, 100 + row * right, (40, 49), text="12|文字") for row in range(4)]

    assert _split(lines) == [is_split] * 4


def test_a_space_in_cells_of_one_form_is_no_border() -> None:
    lines = [_line(row, 0, 140, (80, 87), text="2026/04/04|15:40") for row in range(8)]

    assert _split(lines) == [False] * 8


@pytest.mark.parametrize(("varying", "is_split"), [(4, True), (0, False)])
def test_narrow_gaps_with_one_edge_in_common_are_borders(varying: float, is_split: bool) -> None:
    lines = [_line(row, 0, 160, (71 - row * varying, 80)) for row in range(4)]

    assert _split(lines) == [is_split] * 4


@pytest.mark.parametrize(("width", "is_split"), [(20, False), (22, True)])
def test_a_very_wide_gap_needs_no_other_row(width: float, is_split: bool) -> None:
    assert _split([_line(0, 0, 200, (80, 80 + width))]) == [is_split]


def test_the_spaces_of_justified_text_are_blanks() -> None:
    gaps = [(40, 49), (80, 89), (120, 129)]
    words = "one|two|three|four"
    lines = [_line(1, 0, 160, *gaps, text=words)]
    for row in (0, 2):
        lines += [_line(row, 0, 80), _line(row, 89, 160)]

    assert _split(lines) == [False] * 5


@pytest.mark.parametrize(("text", "is_split"), [("文字|文字，|文字", True), ("文字|文字|文字", False)])
def test_only_gaps_without_a_full_width_mark_show_justified_text(text: str, is_split: bool) -> None:
    lines = [_line(row, 0, 400, (190, 205), (200 + 40 * row, 220 + 40 * row), text=text) for row in (1, 2, 3)]

    assert _split(lines)[1] == is_split
