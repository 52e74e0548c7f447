"""Reading order: rows from top to bottom, left to right within a row, columns one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from models.layout.box import Box
from models.layout.columns import in_columns
from models.layout.rows import in_rows
from models.layout.text_direction import DirectedLines, directed_lines
from models.page import TextLine


def in_reading_order(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines in reading order, for a page at any rotation.

    Vertical lines are read from right to left. Columns of running text are read one after the other. All
    other lines are read row by row.
    """
    return tuple(lines[i] for i in _ordered(directed_lines(lines), range(len(lines)))) if lines else ()


def _ordered(directed: DirectedLines, members: Sequence[int]) -> list[int]:
    """The indices of some lines in reading order. A horizontal title above vertical lines comes first."""
    direction = directed.direction(members)
    quarters = {i: directed.quarters(i, direction) for i in members}
    boxes = directed.boxes([i for i in members if quarters[i] == 0], direction)
    start = min(box.left for box in boxes)
    titles: list[Box] = []
    for block in _blocks(directed, {i: count for i, count in quarters.items() if count}, direction):
        (titles if block.right <= start and directed.is_upright(block.members[0]) else boxes).append(block)
    return [i for box in in_rows(titles) + in_columns(boxes) for i in box.members]


def _blocks(directed: DirectedLines, quarters: Mapping[int, int], direction: float) -> Iterator[Box]:
    """The blocks of lines that run in another direction than the page, each in its own reading order."""
    for _, alike in groupby(sorted(quarters, key=quarters.__getitem__), key=quarters.__getitem__):
        for block in directed.blocks(alike):
            yield directed.block(_ordered(directed, block), direction)
