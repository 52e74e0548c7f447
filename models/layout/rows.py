"""Rows: boxes from top to bottom, and from left to right where they stand beside one another."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from models.layout.box import Box

SAME_ROW = 0.5
"""A box belongs to a row when it shares more than this part of the smaller height with the row's tallest."""

TALL = 0.6
"""Boxes higher than this part of a row's tallest are its main text; smaller ones may be stacked beside it."""


def in_rows(boxes: Iterable[Box]) -> list[Box]:
    """The boxes row by row; what a row is scales with the height of its text."""
    return [box for row in _rows(boxes) for box in _across(row)]


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
    """Whether two boxes stand beside one another rather than one below the other."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > SAME_ROW * min(one.height, other.height)


def _across(row: Sequence[Box]) -> list[Box]:
    """From left to right; small lines between the tall ones are in rows of their own."""
    least = TALL * max(box.height for box in row)
    parts = groupby(sorted(row, key=lambda box: box.left), key=lambda box: box.height > least)
    return [box for tall, part in parts for box in (part if tall else in_rows(part))]
