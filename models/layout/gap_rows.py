"""Gap rows: what the rows above and below a line show of one of its gaps."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.layout.gapped_line import GappedLine, Span

ALIGNED = 0.35
"""Line heights. Two edges within this distance are aligned."""

MIN_PITCH, MAX_PITCH, SAME_ROW = 0.6, 2.5, 0.5
"""Line heights. The least and the largest distance of the middles of neighbouring rows, and the largest one
within a row."""

MAX_GAPS, MAX_ROWS = 8, 24
"""The largest number of rows with a gap that are compared above, and as many below, and the largest number of
rows of any kind. Cells of several lines stand between the rows of other columns."""

MIN_STRIPE = 0.25
"""Line heights. The least width of the empty stripe that the rows share."""


class Row(NamedTuple):
    """What a row shows of a stripe.

    stripe: the part that is empty in this row too. gap: the range between the texts of the row. It is None
    unless one of its ends is aligned with the stripe. is_separated: whether the texts are lines of their own.
    is_wide: whether they are, or the gap between them is wide. after: the length of the text behind a gap
    inside a line, in pixels.
    """

    stripe: Span
    gap: Span | None
    is_separated: bool
    is_wide: bool
    after: float


def gap_rows(line: GappedLine, stripe: Span, page: Sequence[GappedLine]) -> list[Row]:
    """The rows above a line and those below it, each the nearest first, up to one that has text in the
    stripe. page: all lines, sorted by their middle.
    """
    return [*_rows(line, stripe, page, up=True), *_rows(line, stripe, page, up=False)]


def _rows(line: GappedLine, stripe: Span, page: Sequence[GappedLine], *, up: bool) -> Iterator[Row]:
    last, found = line, 0
    for _ in range(MAX_ROWS):
        row = _next_row(last, page, up=up)
        shown = _shown(line, stripe, row) if row else None
        if shown is None:
            return
        yield shown
        stripe, last, found = shown.stripe, row[0], found + bool(shown.gap)
        if found == MAX_GAPS:
            return


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
    is_gap, is_wide, after = False, False, 0.0
    lefts, rights = list[float](), list[float]()
    for each in row:
        inside = next((gap for gap in each.gaps if _overlap(gap.span, stripe) > 0), None)
        if inside:
            is_gap, is_wide, after = True, inside.is_wide(each.height), each.length_after(inside)
            lefts.append(inside.span.start)
            rights.append(inside.span.end)
        elif (each.left + each.right) / 2 < (stripe.start + stripe.end) / 2:
            lefts.append(each.right)
        else:
            rights.append(each.left)
    shared = Span(max([stripe.start, *lefts]), min([stripe.end, *rights]))
    if shared.width < MIN_STRIPE * line.height:
        return None
    near = ALIGNED * line.height
    is_aligned = bool(lefts and rights) and (
        abs(max(lefts) - stripe.start) <= near or abs(min(rights) - stripe.end) <= near
    )
    gap = Span(max(lefts), min(rights)) if is_aligned else None
    is_separated = is_aligned and not is_gap
    return Row(shared, gap, is_separated, is_wide=is_separated or is_wide, after=after)


def _overlap(one: Span, other: Span) -> float:
    return min(one.end, other.end) - max(one.start, other.start)
