"""The order in which people read: rows from top to bottom, left to right in a row, column by column."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from models.layout.box import Box
from models.layout.columns import in_columns
from models.layout.flow import Flow, flow_of
from models.layout.rows import in_rows
from models.page import TextLine


def in_reading_order(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines as they are read on the page when it is held upright, wherever the picture's top is.

    Columns of characters go from right to left, columns of running text one after the other; the rest is
    read in rows, whose reach scales with the height of the text.
    """
    return tuple(lines[i] for i in _ordered(flow_of(lines), range(len(lines)))) if lines else ()


def _ordered(flow: Flow, members: Sequence[int]) -> list[int]:
    """The numbers of some lines in order; a title in a row above all columns of characters comes first."""
    direction = flow.direction(members)
    quarters = {i: flow.quarter(i, direction) for i in members}
    boxes = flow.boxes([i for i in members if quarters[i] == 0], direction)
    start = min(box.left for box in boxes)
    titles: list[Box] = []
    for block in _blocks(flow, {i: turn for i, turn in quarters.items() if turn}, direction):
        (titles if block.right <= start and flow.is_upright(block.members[0]) else boxes).append(block)
    return [i for box in in_rows(titles) + in_columns(boxes) for i in box.members]


def _blocks(flow: Flow, quarters: Mapping[int, int], direction: float) -> Iterator[Box]:
    """Blocks of lines that run another way, each in its own order."""
    for _, kin in groupby(sorted(quarters, key=quarters.__getitem__), key=quarters.__getitem__):
        for block in flow.blocks(kin):
            yield flow.block(_ordered(flow, block), direction)
