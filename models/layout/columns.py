"""Columns: running text that stands side by side is read column by column, all else in rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.layout.box import Box
from models.layout.paragraphs import paragraphs
from models.layout.rows import in_rows, share_a_row

FEWEST_LINES = 3
"""Lines of running text that two columns have beside one another, each."""

PROSE = 0.5
"""The part of a column's text, in lengths of its lines, that is running text at least."""

SLACK = 0.5
"""A line crosses a gutter when it reaches beyond it on both sides by this many heights."""

BREAK = 3.0
"""An empty stripe this many heights high, below which both sides begin in one row, is a gap between cards."""

ATTACHED = 2.0
"""What is not running text belongs to the columns' top or bottom up to this many heights away from them."""

Prose = frozenset[tuple[int, ...]]
"""The members of the boxes that are running text."""


class Columns(NamedTuple):
    """Two columns, and what stands above and below them."""

    above: list[Box]
    left: list[Box]
    right: list[Box]
    below: list[Box]


def in_columns(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of an upright page as they are read; a gutter holds as long as no line crosses it."""
    stacks = paragraphs(boxes)
    prose = frozenset(box.members for stack in stacks for box in stack)
    return list(_read(boxes, prose, _edges(stacks)))


def _read(boxes: Sequence[Box], prose: Prose, edges: Sequence[float]) -> Iterator[Box]:
    for edge in _likeliest(boxes, prose, edges):
        parts = list(_cut(boxes, prose, edge))
        if len(parts) > 1:
            for part in parts:
                yield from _read(part, prose, edges)
            return
    yield from in_rows(boxes)


def _edges(stacks: Iterable[Sequence[Box]]) -> list[float]:
    """Where columns may begin: the left edges of paragraphs, those nearer than a height as one."""
    lefts = sorted((min(box.left for box in stack), stack[0].height) for stack in stacks)
    edges: list[float] = []
    for left, height in lefts:
        if not edges or left - edges[-1] > height:
            edges.append(left)
    return edges[1:]


def _likeliest(boxes: Sequence[Box], prose: Prose, edges: Sequence[float]) -> list[float]:
    """The edges with running text on both sides, those with most of it beside them first."""
    sides = np.array([(box.left, box.right) for box in boxes if box.members in prose]).reshape(-1, 2)
    middles: NDArray[np.float64] = sides.mean(axis=1)
    beside = {edge: min(int((middles < edge).sum()), int((sides[:, 0] >= edge).sum())) for edge in edges}
    return sorted((edge for edge in edges if beside[edge] >= FEWEST_LINES), key=lambda edge: -beside[edge])


def _cut(boxes: Sequence[Box], prose: Prose, edge: float) -> Iterator[list[Box]]:
    """The boxes cut into what stands above two columns, the left one, the right one, and what is below."""
    loose: list[Box] = []
    for band in _bands(boxes, edge):
        above, left, right, below = _columns(band, prose, edge)
        loose += above
        if left:
            yield from filter(None, (loose, left, right))
            loose = below
    if loose:
        yield loose


def _bands(boxes: Sequence[Box], edge: float) -> Iterator[list[Box]]:
    """The boxes between lines that cross the edge, a crossing line by itself; rows of cards apart."""
    band: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        if box.left < edge - SLACK * box.height and box.right > edge + SLACK * box.height:
            yield from _rows_of_cards(band, edge)
            yield [box]
            band = []
        else:
            band.append(box)
    yield from _rows_of_cards(band, edge)


def _rows_of_cards(band: Sequence[Box], edge: float) -> Iterator[list[Box]]:
    """A band, cut where both sides begin anew in one row; pictures leave empty stripes in columns too."""
    begun, bottom = 0, np.inf  # nothing stands above the first
    for i, box in enumerate(band):
        if box.top - bottom > BREAK * box.height and _begin_in_a_row(*_halves(band[i:], edge)):
            yield list(band[begun:i])
            begun = i
        bottom = max(bottom, box.bottom) if i else box.bottom
    if band:
        yield list(band[begun:])


def _begin_in_a_row(left: Sequence[Box], right: Sequence[Box]) -> bool:
    return bool(left and right) and share_a_row(left[0], right[0])


def _columns(band: Sequence[Box], prose: Prose, edge: float) -> Columns:
    """What stands above, left, right and below in a band; all of it above where there are no two columns."""
    running = [box for box in band if box.members in prose]
    none = Columns(list(band), [], [], [])
    if not _side_by_side(*_halves(running, edge)):
        return none
    top, bottom = _reach(band, running, edge)
    left, right = _halves([box for box in band if top <= box.middle <= bottom], edge)
    if not (_is_prose(left, prose) and _is_prose(right, prose)):
        return none
    above, below = ([b for b in band if b.middle < top], [b for b in band if b.middle > bottom])
    return Columns(above, left, right, below)


def _reach(band: Sequence[Box], running: Sequence[Box], edge: float) -> tuple[float, float]:
    """Top and bottom of the columns: of their running text and of what follows it without a larger gap.

    A row of both sides that follows below is a footer, and belongs to neither.
    """
    top, bottom = min(box.top for box in running), max(box.bottom for box in running)
    for box in sorted(band, key=lambda box: -box.bottom):
        if top - box.bottom <= ATTACHED * box.height:
            top = min(top, box.top)
    below = sorted((box for box in band if box.middle > bottom), key=lambda box: box.top)
    while below and below[0].top - bottom <= ATTACHED * below[0].height and not _foots(below, edge):
        bottom = max(bottom, below.pop(0).bottom)
    return top, bottom


def _foots(below: Sequence[Box], edge: float) -> bool:
    """Whether the first of these boxes is in one row with another one on the other side of the edge."""
    return all(_halves([box for box in below if share_a_row(below[0], box)], edge))


def _halves(boxes: Iterable[Box], edge: float) -> tuple[list[Box], list[Box]]:
    """The boxes whose middle is left of the edge, and the others."""
    halves: tuple[list[Box], list[Box]] = [], []
    for box in boxes:
        halves[box.left + box.right >= 2 * edge].append(box)
    return halves


def _side_by_side(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Whether enough lines of both stand beside lines of the other."""
    if not (left and right):
        return False
    top = max(min(box.top for box in side) for side in (left, right))
    bottom = min(max(box.bottom for box in side) for side in (left, right))
    return all(sum(top <= box.middle <= bottom for box in side) >= FEWEST_LINES for side in (left, right))


def _is_prose(column: Sequence[Box], prose: Prose) -> bool:
    return sum(box.width for box in column if box.members in prose) > PROSE * sum(box.width for box in column)
