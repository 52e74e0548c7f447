"""Columns: running text side by side is read column by column, other text in rows; docs/decisions/0016."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.layout.blocks import joined
from models.layout.box import Box
from models.layout.paragraphs import paragraphs
from models.layout.rows import in_rows, share_a_row

MIN_LINES = 3
"""The least number of lines of running text that each of two columns has in their common vertical range."""

MIN_RUNNING_TEXT = 0.5
"""More than this share of a column must be running text, measured by the width of its lines."""

MIN_CROSSING = 0.5
"""Line heights. A line crosses the gutter when it extends further than this on both sides of it."""

MIN_STRIPE = 3.0
"""Line heights. A higher empty stripe ends a row of cards, if both sides start in one row below it."""

MAX_DISTANCE = 2.0
"""Line heights. Other text within this distance above or below the running text belongs to its column."""

RunningText = frozenset[tuple[int, ...]]
"""The `members` of the boxes that are running text."""


class Columns(NamedTuple):
    """Two columns, and the boxes above and below them."""

    above: list[Box]
    left: list[Box]
    right: list[Box]
    below: list[Box]


def in_columns(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of an upright page in reading order. Two columns end at a line that crosses their gutter."""
    stacks = paragraphs(boxes)
    running_text = frozenset(box.members for stack in stacks for box in stack)
    return list(_ordered(boxes, running_text, _edges(stacks)))


def _ordered(boxes: Sequence[Box], running_text: RunningText, edges: Sequence[float]) -> Iterator[Box]:
    """Yield boxes and blocks in reading order: split at the best edge with two columns, or else in rows."""
    for edge in _likeliest(boxes, running_text, edges):
        parts = list(_split(boxes, running_text, edge))
        if len(parts) > 1:
            for part in parts:
                yield from _ordered(part, running_text, edges)
            return
    yield from in_rows(joined(boxes))


def _edges(stacks: Iterable[Sequence[Box]]) -> list[float]:
    """The left edges of paragraphs, without the leftmost one. Edges within one line height are merged."""
    lefts = sorted((min(box.left for box in stack), stack[0].height) for stack in stacks)
    edges: list[float] = []
    for left, height in lefts:
        if not edges or left - edges[-1] > height:
            edges.append(left)
    return edges[1:]


def _likeliest(boxes: Sequence[Box], running_text: RunningText, edges: Sequence[float]) -> list[float]:
    """The edges with enough lines of running text on both sides. The best one comes first.

    The best edge has the most lines on the side with fewer lines.
    """
    sides = np.array([(box.left, box.right) for box in boxes if box.members in running_text]).reshape(-1, 2)
    centres: NDArray[np.float64] = sides.mean(axis=1)
    counts = {edge: min(int((centres < edge).sum()), int((sides[:, 0] >= edge).sum())) for edge in edges}
    return sorted((edge for edge in edges if counts[edge] >= MIN_LINES), key=lambda edge: -counts[edge])


def _split(boxes: Sequence[Box], running_text: RunningText, edge: float) -> Iterator[list[Box]]:
    """Split the boxes into those above two columns, the left column, the right one, and those below."""
    outside: list[Box] = []
    for band in _bands(boxes, edge):
        above, left, right, below = _columns(band, running_text, edge)
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
        if box.left < edge - MIN_CROSSING * box.height and box.right > edge + MIN_CROSSING * box.height:
            yield from _rows_of_cards(band, edge)
            yield [box]
            band = []
        else:
            band.append(box)
    yield from _rows_of_cards(band, edge)


def _rows_of_cards(band: Sequence[Box], edge: float) -> Iterator[list[Box]]:
    """Split a band at empty stripes below which both sides start in one row.

    A stripe alone is not enough, because a picture in a column leaves an empty stripe too.
    """
    start, bottom = 0, np.inf  # there is no stripe above the first box
    for i, box in enumerate(band):
        if box.top - bottom > MIN_STRIPE * box.height and _start_in_one_row(*_halves(band[i:], edge)):
            yield list(band[start:i])
            start = i
        bottom = max(bottom, box.bottom) if i else box.bottom
    if band:
        yield list(band[start:])


def _start_in_one_row(left: Sequence[Box], right: Sequence[Box]) -> bool:
    return bool(left and right) and share_a_row(left[0], right[0])


def _columns(band: Sequence[Box], running_text: RunningText, edge: float) -> Columns:
    """The columns of a band. Without two columns, all boxes are `above`."""
    running = [box for box in band if box.members in running_text]
    none = Columns(list(band), [], [], [])
    if not _are_side_by_side(*_halves(running, edge)):
        return none
    top, bottom = _extent(band, running, edge)
    left, right = _halves([box for box in band if top <= box.centre_y <= bottom], edge)
    if not (_is_mostly_running_text(left, running_text) and _is_mostly_running_text(right, running_text)):
        return none
    above = [box for box in band if box.centre_y < top]
    below = [box for box in band if box.centre_y > bottom]
    return Columns(above, left, right, below)


def _extent(band: Sequence[Box], running: Sequence[Box], edge: float) -> tuple[float, float]:
    """Top and bottom of the columns: their running text, and other text within MAX_DISTANCE of it.

    A row below them with boxes on both sides is a footer, which belongs to neither column.
    """
    top, bottom = min(box.top for box in running), max(box.bottom for box in running)
    for box in sorted(band, key=lambda box: -box.bottom):
        if top - box.bottom <= MAX_DISTANCE * box.height:
            top = min(top, box.top)
    below = sorted((box for box in band if box.centre_y > bottom), key=lambda box: box.top)
    while below and below[0].top - bottom <= MAX_DISTANCE * below[0].height and not _is_footer(below, edge):
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


def _is_mostly_running_text(column: Sequence[Box], running_text: RunningText) -> bool:
    width_of_running_text = sum(box.width for box in column if box.members in running_text)
    return width_of_running_text > MIN_RUNNING_TEXT * sum(box.width for box in column)
