"""Columns: running text side by side is read column by column, the rest in rows; docs/decisions/0016."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.layout.box import Box
from models.layout.paragraphs import paragraphs
from models.layout.rows import in_rows, share_a_row

MIN_LINES = 3
"""The number of lines of running text, at least, that each of two columns has beside the other."""

MIN_PROSE = 0.5
"""The share of a column, measured as the total width of its lines, that must be running text."""

CROSSING = 0.5
"""Line heights. A line crosses the gutter when it extends further than this on both sides of it."""

BREAK = 3.0
"""Line heights. An empty stripe that is higher separates rows of cards, where both sides start anew below."""

ATTACHED = 2.0
"""Line heights. Other text that is no further away belongs to the top or the bottom of a column."""

Prose = frozenset[tuple[int, ...]]
"""The members of the boxes that are running text."""


class Columns(NamedTuple):
    """Two columns, and the boxes above and below them."""

    above: list[Box]
    left: list[Box]
    right: list[Box]
    below: list[Box]


def in_columns(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of an upright page in reading order. Two columns end at a line that crosses their gutter."""
    stacks = paragraphs(boxes)
    prose = frozenset(box.members for stack in stacks for box in stack)
    return list(_ordered(boxes, prose, _edges(stacks)))


def _ordered(boxes: Sequence[Box], prose: Prose, edges: Sequence[float]) -> Iterator[Box]:
    for edge in _likeliest(boxes, prose, edges):
        parts = list(_split(boxes, prose, edge))
        if len(parts) > 1:
            for part in parts:
                yield from _ordered(part, prose, edges)
            return
    yield from in_rows(boxes)


def _edges(stacks: Iterable[Sequence[Box]]) -> list[float]:
    """The left edges of paragraphs, without the leftmost one. Edges within one line height are merged."""
    lefts = sorted((min(box.left for box in stack), stack[0].height) for stack in stacks)
    edges: list[float] = []
    for left, height in lefts:
        if not edges or left - edges[-1] > height:
            edges.append(left)
    return edges[1:]


def _likeliest(boxes: Sequence[Box], prose: Prose, edges: Sequence[float]) -> list[float]:
    """The edges with running text on both sides. Those with the most lines on the smaller side come first."""
    sides = np.array([(box.left, box.right) for box in boxes if box.members in prose]).reshape(-1, 2)
    centres: NDArray[np.float64] = sides.mean(axis=1)
    counts = {edge: min(int((centres < edge).sum()), int((sides[:, 0] >= edge).sum())) for edge in edges}
    return sorted((edge for edge in edges if counts[edge] >= MIN_LINES), key=lambda edge: -counts[edge])


def _split(boxes: Sequence[Box], prose: Prose, edge: float) -> Iterator[list[Box]]:
    """Split the boxes into what is above two columns, the left one, the right one, and what is below."""
    outside: list[Box] = []
    for band in _bands(boxes, edge):
        above, left, right, below = _columns(band, prose, edge)
        outside += above
        if left:
            yield from filter(None, (outside, left, right))
            outside = below
    if outside:
        yield outside


def _bands(boxes: Sequence[Box], edge: float) -> Iterator[list[Box]]:
    """Split the boxes into horizontal bands: at lines that cross the edge, and between rows of cards.

    Each crossing line is a band of its own.
    """
    band: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.centre_y):
        if box.left < edge - CROSSING * box.height and box.right > edge + CROSSING * box.height:
            yield from _rows_of_cards(band, edge)
            yield [box]
            band = []
        else:
            band.append(box)
    yield from _rows_of_cards(band, edge)


def _rows_of_cards(band: Sequence[Box], edge: float) -> Iterator[list[Box]]:
    """Split a band at empty stripes below which both sides start in one row.

    A stripe alone is not enough, because pictures leave empty stripes in columns too.
    """
    start, bottom = 0, np.inf  # no stripe is above the first box
    for i, box in enumerate(band):
        if box.top - bottom > BREAK * box.height and _start_in_one_row(*_halves(band[i:], edge)):
            yield list(band[start:i])
            start = i
        bottom = max(bottom, box.bottom) if i else box.bottom
    if band:
        yield list(band[start:])


def _start_in_one_row(left: Sequence[Box], right: Sequence[Box]) -> bool:
    return bool(left and right) and share_a_row(left[0], right[0])


def _columns(band: Sequence[Box], prose: Prose, edge: float) -> Columns:
    """The columns of a band. Without two columns, all boxes are `above`."""
    running = [box for box in band if box.members in prose]
    none = Columns(list(band), [], [], [])
    if not _are_side_by_side(*_halves(running, edge)):
        return none
    top, bottom = _extent(band, running, edge)
    left, right = _halves([box for box in band if top <= box.centre_y <= bottom], edge)
    if not (_is_prose(left, prose) and _is_prose(right, prose)):
        return none
    above, below = ([b for b in band if b.centre_y < top], [b for b in band if b.centre_y > bottom])
    return Columns(above, left, right, below)


def _extent(band: Sequence[Box], running: Sequence[Box], edge: float) -> tuple[float, float]:
    """Top and bottom of the columns: their running text, and the text that is attached to it.

    A row below with boxes on both sides is a footer, which belongs to neither column.
    """
    top, bottom = min(box.top for box in running), max(box.bottom for box in running)
    for box in sorted(band, key=lambda box: -box.bottom):
        if top - box.bottom <= ATTACHED * box.height:
            top = min(top, box.top)
    below = sorted((box for box in band if box.centre_y > bottom), key=lambda box: box.top)
    while below and below[0].top - bottom <= ATTACHED * below[0].height and not _is_footer(below, edge):
        bottom = max(bottom, below.pop(0).bottom)
    return top, bottom


def _is_footer(below: Sequence[Box], edge: float) -> bool:
    """Whether the first of these boxes shares its row with a box on the other side of the edge."""
    return all(_halves([box for box in below if share_a_row(below[0], box)], edge))


def _halves(boxes: Iterable[Box], edge: float) -> tuple[list[Box], list[Box]]:
    """The boxes whose centre is left of the edge, and the others."""
    halves: tuple[list[Box], list[Box]] = [], []
    for box in boxes:
        halves[box.left + box.right >= 2 * edge].append(box)
    return halves


def _are_side_by_side(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Whether each side has at least MIN_LINES lines within the vertical range that both sides share."""
    if not (left and right):
        return False
    top = max(min(box.top for box in side) for side in (left, right))
    bottom = min(max(box.bottom for box in side) for side in (left, right))
    return all(sum(top <= box.centre_y <= bottom for box in side) >= MIN_LINES for side in (left, right))


def _is_prose(column: Sequence[Box], prose: Prose) -> bool:
    width_of_prose = sum(box.width for box in column if box.members in prose)
    return width_of_prose > MIN_PROSE * sum(box.width for box in column)
