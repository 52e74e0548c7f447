"""Column gaps: the gaps inside lines that separate two columns; docs/decisions/0056 and 0058.

Neighbouring rows decide. A gap inside one line is a blank. The same gap in the rows above or below, or the
ends and starts of their lines at the same place, make it the border of two columns.
"""

from collections.abc import Sequence

from models.layout.gap_rows import Row, gap_rows
from models.layout.gapped_line import Gap, GappedLine

UNEQUAL = 0.3
"""Line heights. A digit is 0.4 wide. Numbers with a space between them have equal gaps in all rows. Cells
with numbers of unequal lengths have not."""

MIN_COLUMN = 3.5
"""Line heights. Two rows are enough only if both columns are this wide."""

MIN_ROWS = 3
"""Rows with the same gap that are needed for other columns."""

CLOSE = 0.2
"""Line heights. The edges of the cells of one column are within this distance."""

MIN_SEPARATED = 2
"""Rows that are enough if their cells are lines of their own, whatever the width of the gap."""

MIN_GLUED = 4
"""Rows that are needed if no row has cells that are lines of their own."""

MIN_SPREAD = 0.5
"""Line heights. Cells of a column have one edge in common. The other one varies at least so much."""

MIN_CELL_GAP, MIN_LENGTHS = 0.42, 0.8
"""Line heights. Cells of one length before cells of lengths that vary at least by MIN_LENGTHS, such as
numbers of rows and names, have equal gaps, of at least MIN_CELL_GAP. The space between the words of a cell is
0.3."""

LIKE_GAP = 0.75
"""A gap is like another one if its width is at least this share of the other's, both without the white of
punctuation marks."""

MIN_CLEAR = 0.3
"""Line heights. A gap beside a full-width mark must be this wide without the white of the mark, as a narrow
gap between other texts is."""

LABEL_ENDS = frozenset(":：)）.、·•")
"""What ends a label or the number of an item of a list. The blank after it is no column gap."""


def column_gaps(lines: Sequence[GappedLine]) -> list[tuple[int, ...]]:
    """For each line the indices of its gaps that separate columns."""
    if not any(line.gaps for line in lines):
        return [() for _ in lines]
    page = sorted(lines, key=lambda line: line.middle)
    return [_borders(line, page) for line in lines]


def _borders(line: GappedLine, page: Sequence[GappedLine]) -> tuple[int, ...]:
    """The gaps of a line that are borders. None of them is if as many gaps like them are blanks.

    What is left of a gap beside a full-width mark is no blank: fonts differ in the white of these marks.
    """
    found = tuple(i for i, gap in enumerate(line.gaps) if _is_border(line, gap, page))
    others = [gap for i, gap in enumerate(line.gaps) if i not in found and not gap.has_white_of_mark]
    if not found or not others:
        return found
    least = LIKE_GAP * min(line.gaps[i].clear_width(line.height) for i in found)
    blanks = sum(gap.clear_width(line.height) >= least for gap in others)
    return found if blanks < len(found) else ()


def _is_border(line: GappedLine, gap: Gap, page: Sequence[GappedLine]) -> bool:
    if gap.before[-1:] in LABEL_ENDS or _is_white_of_mark(line, gap):
        return False
    if gap.is_border_alone(line.height):
        return True
    alike = [row for row in gap_rows(line, gap.span, page) if row.gap]
    return _are_columns(line, gap, alike) or _are_cells(line, gap, alike)


def _is_white_of_mark(line: GappedLine, gap: Gap) -> bool:
    return gap.has_white_of_mark and gap.clear_width(line.height) < MIN_CLEAR * line.height


def _are_columns(line: GappedLine, gap: Gap, alike: Sequence[Row]) -> bool:
    """Whether rows with a gap at about one place show two columns. Text must have wide gaps."""
    if _is_number(gap.before) and _is_number(gap.after):
        return len(alike) >= MIN_ROWS - 1 and _are_numbers(line, gap, alike)
    wide = gap.is_wide(line.height) + sum(row.is_wide for row in alike)
    return wide >= MIN_ROWS or (wide > 0 and len(alike) > 0 and _are_wide(line, gap))


def _are_numbers(line: GappedLine, gap: Gap, alike: Sequence[Row]) -> bool:
    """Whether numbers are cells of a table: lines of their own in some row, or unequal gaps."""
    widths = [gap.span.width, *(row.gap.width for row in alike if row.gap)]
    return any(row.is_separated for row in alike) or _spread(widths) >= UNEQUAL * line.height


def _are_wide(line: GappedLine, gap: Gap) -> bool:
    narrower = min(gap.span.start - line.left, line.right - gap.span.end)
    return narrower >= MIN_COLUMN * line.height


def _are_cells(line: GappedLine, gap: Gap, alike: Sequence[Row]) -> bool:
    """Whether rows with an edge at the same place show the cells of a table. Their gaps may be narrow."""
    near = CLOSE * line.height
    gaps = [(row, row.gap) for row in alike if row.gap]
    close = [
        (row, span)
        for row, span in gaps
        if min(abs(span.start - gap.span.start), abs(span.end - gap.span.end)) <= near
    ]
    glued = [(row, span) for row, span in close if not row.is_separated]
    separated = len(close) - len(glued)
    if separated >= MIN_SEPARATED or (separated and len(glued) + 1 >= MIN_ROWS):
        return True
    if len(glued) + 1 < MIN_GLUED:
        return False
    starts = _spread([gap.span.start, *(span.start for _, span in glued)])
    ends = _spread([gap.span.end, *(span.end for _, span in glued)])
    lengths = _spread([line.length_after(gap), *(row.after for row, _ in glued)])
    if gap.span.width >= MIN_CELL_GAP * line.height and lengths >= MIN_LENGTHS * line.height:
        return True
    return min(starts, ends) <= near and max(starts, ends) >= MIN_SPREAD * line.height


def _is_number(text: str) -> bool:
    return text.strip("+-%,. ").replace(",", "").replace(".", "").isdigit()


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)
