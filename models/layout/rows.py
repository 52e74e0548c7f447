"""Rows: boxes sorted from top to bottom, and from left to right within a row."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from models.layout.box import Box

SAME_ROW = 0.5
"""Share of the smaller height. Two boxes are in one row when their vertical overlap is larger than this."""

TALL = 0.6
"""Share of the height of the tallest box in a row. Smaller boxes may be stacked, and are sorted into rows."""


def in_rows(boxes: Iterable[Box]) -> list[Box]:
    """The boxes sorted row by row. The tallest box of a row decides which others belong to it."""
    return [box for row in _rows(boxes) for box in _left_to_right(row)]


def _rows(boxes: Iterable[Box]) -> list[list[Box]]:
    rows: list[list[Box]] = []
    tallest: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if rows and share_a_row(tallest[-1], box):
            rows[-1].append(box)
            tallest[-1] = max(tallest[-1], box, key=lambda box: box.height)
        else:
            rows.append([box])
            tallest.append(box)
    return rows


def share_a_row(one: Box, other: Box) -> bool:
    """Whether two boxes overlap vertically by more than SAME_ROW of the smaller height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > SAME_ROW * min(one.height, other.height)


def _left_to_right(row: Sequence[Box]) -> list[Box]:
    """One row from left to right. Small boxes between two tall ones are sorted into rows of their own."""
    threshold = TALL * max(box.height for box in row)
    parts = groupby(sorted(row, key=lambda box: box.left), key=lambda box: box.height > threshold)
    return [box for is_tall, part in parts for box in (part if is_tall else in_rows(part))]
