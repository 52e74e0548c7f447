"""Column gaps: the wide gaps inside lines that separate two columns; docs/decisions/0056.

Neighbouring rows decide. A gap inside one line is a blank. The same gap in the rows above or below, or the
ends and starts of their lines at the same place, make it the border of two columns.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.layout.gapped_line import Gap, GappedLine, Span

ALIGNED = 0.35
"""Line heights. Two edges within this distance are aligned."""

MIN_PITCH, MAX_PITCH, SAME_ROW = 0.6, 2.5, 0.5
"""Line heights. The least and the largest distance of the middles of neighbouring rows, and the largest one
within a row."""

MAX_ROWS = 4
"""The largest number of rows that are compared above, and as many below."""

MIN_STRIPE = 0.25
"""Line heights. The least width of the empty stripe that the rows share."""

UNEQUAL = 0.3
"""Line heights. A digit is 0.4 wide. Numbers with a space between them have equal gaps in all rows. Cells
with numbers of unequal lengths have not."""

MIN_COLUMN = 3.5
"""Line heights. Two rows are enough only if both columns are this wide."""

MIN_ROWS = 3
"""Rows with the same gap that are needed for other columns."""

LABEL_ENDS = frozenset(":：)）.、·•")
"""What ends a label or the number of an item of a list. The blank after it is no column gap."""


class Row(NamedTuple):
    """What a row shows of a stripe.

    stripe: the part that is empty in this row too. gap: the range between the texts of the row. It is None
    unless one of its ends is aligned with the stripe. is_separated: whether the texts are lines of their own.
    is_wide: whether they are, or the gap between them is wide.
    """

    stripe: Span
    gap: Span | None
    is_separated: bool
    is_wide: bool


def column_gaps(lines: Sequence[GappedLine]) -> list[tuple[int, ...]]:
    """For each line the indices of its gaps that separate columns."""
    if not any(line.gaps for line in lines):
        return [() for _ in lines]
    page = sorted(lines, key=lambda line: line.middle)
    return [tuple(i for i, gap in enumerate(line.gaps) if _is_border(line, gap, page)) for line in lines]


def _is_border(line: GappedLine, gap: Gap, page: Sequence[GappedLine]) -> bool:
    if gap.before[-1:] in LABEL_ENDS:
        return False
    rows = [*_rows(line, gap, page, up=True), *_rows(line, gap, page, up=False)]
    alike = [row for row in rows if row.gap]
    if _is_number(gap.before) and _is_number(gap.after):
        return len(alike) >= MIN_ROWS - 1 and _are_cells(line, gap, alike)
    wide = gap.is_wide(line.height) + sum(row.is_wide for row in alike)
    return wide >= MIN_ROWS or (wide > 0 and len(alike) > 0 and _are_wide(line, gap))


def _are_cells(line: GappedLine, gap: Gap, alike: Sequence[Row]) -> bool:
    """Whether numbers are cells of a table: lines of their own in some row, or unequal gaps."""
    widths = [gap.span.width, *(row.gap.width for row in alike if row.gap)]
    return any(row.is_separated for row in alike) or max(widths) - min(widths) >= UNEQUAL * line.height


def _are_wide(line: GappedLine, gap: Gap) -> bool:
    narrower = min(gap.span.start - line.ink.start, line.ink.end - gap.span.end)
    return narrower >= MIN_COLUMN * line.height


def _is_number(text: str) -> bool:
    return text.strip("+-%,. ").replace(",", "").replace(".", "").isdigit()


def _rows(line: GappedLine, gap: Gap, page: Sequence[GappedLine], *, up: bool) -> Iterator[Row]:
    """The neighbouring rows above or below, the nearest first, up to one without the gap."""
    stripe, last = gap.span, line
    for _ in range(MAX_ROWS):
        row = _next_row(last, page, up=up)
        shown = _shown(line, stripe, row) if row else None
        if shown is None:
            return
        yield shown
        stripe, last = shown.stripe, row[0]


def _next_row(line: GappedLine, page: Sequence[GappedLine], *, up: bool) -> list[GappedLine]:
    """The lines of the nearest row above or below a line. page: all lines, sorted by their middle."""
    sign = -1 if up else 1
    ends = sorted(line.middle + sign * reach * line.height for reach in (MIN_PITCH, MAX_PITCH))
    first, last = (bisect_left(page, end, key=lambda each: each.middle) for end in ends)
    near = page[first:last]
    if not near:
        return []
    nearest = min(abs(each.middle - line.middle) for each in near)
    return [each for each in near if abs(each.middle - line.middle) <= nearest + SAME_ROW * line.height]


def _shown(line: GappedLine, stripe: Span, row: Sequence[GappedLine]) -> Row | None:
    """What a row shows of a stripe of another line. None if its text crosses the stripe."""
    is_gap = is_wide = False
    lefts, rights = list[float](), list[float]()
    for each in row:
        start, end = each.ink
        inside = [other for other in each.gaps if _overlap(other.span, stripe) > 0]
        if inside:
            is_gap, is_wide = True, inside[0].is_wide(each.height)
            lefts.append(inside[0].span.start)
            rights.append(inside[0].span.end)
        elif (start + end) / 2 < (stripe.start + stripe.end) / 2:
            lefts.append(end)
        else:
            rights.append(start)
    shared = Span(max([stripe.start, *lefts]), min([stripe.end, *rights]))
    if shared.width < MIN_STRIPE * line.height:
        return None
    near = ALIGNED * line.height
    is_aligned = bool(lefts and rights) and (
        abs(max(lefts) - stripe.start) <= near or abs(min(rights) - stripe.end) <= near
    )
    gap = Span(max(lefts), min(rights)) if is_aligned else None
    is_separated = is_aligned and not is_gap
    return Row(shared, gap, is_separated, is_wide=is_separated or is_wide)


def _overlap(one: Span, other: Span) -> float:
    return min(one.end, other.end) - max(one.start, other.start)
