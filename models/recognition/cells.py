"""Cells: where each character of a line starts and ends, from the recognizer's peaks and the ink."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from models.page import Image

Numbers = NDArray[np.float64]

FULL_WIDTH, NARROW_WIDTH, OTHER_WIDTH = 1.0, 0.3, 0.55
"""Line heights. The usual widths of full-width characters, of NARROW_CHARACTERS and of all others."""

CASES = 4096
"""The number of characters whose width is kept."""

NARROW_CHARACTERS = frozenset("fijlrtI.,:;'!|()[]`\"/- ")

MAX_WIDTH = 1.5
"""The largest width of a cell, as a multiple of FULL_WIDTH or of WIDEST_OTHER."""

WIDEST_OTHER = 0.6
"""Line heights. For characters that are not full-width, MAX_WIDTH multiplies this and not OTHER_WIDTH,
because some of them, such as m, are wider."""

SEARCH_RANGE = 0.8
"""A border is searched up to this share of the way from the expected border to the peaks on both sides."""

DISTANCE_COST = 3.0
"""The cost of a border one line height away from the expected one, in multiples of the line's mean ink.

SEARCH_RANGE, MAX_WIDTH and this value give the largest IoU with the true boxes, 0.90 on 90 lines rendered by
Chromium; docs/decisions/0007.
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character of a line and its probability. `start` and `end` are shares of its length, 0 to 1."""

    text: str
    start: float
    end: float
    score: float


def cells(
    characters: Sequence[str], scores: NDArray[np.float32], peaks: Numbers, *, pixels: Image, height: float
) -> tuple[Cell, ...]:
    """The cells of the characters of a line, in their order, without overlap.

    scores: float32 (characters,). peaks: float64 (characters,), ascending: the middle of each character
    according to the recognizer, as a column of `pixels`. pixels: uint8 (rows, columns, 3) BGR, the line
    without any padding. height: the height of the line, in columns of `pixels`.
    """
    if not characters:
        return ()
    columns = pixels.shape[1]
    widths = np.array([usual_width(character) for character in characters])
    borders = _borders(peaks, widths, _ink(pixels), height)
    reach = np.where(widths == FULL_WIDTH, FULL_WIDTH, WIDEST_OTHER) * MAX_WIDTH / 2 * height
    starts = np.maximum(borders[:-1], peaks - reach).clip(0, columns) / columns
    ends = np.minimum(borders[1:], peaks + reach).clip(0, columns) / columns
    return tuple(map(Cell, characters, starts.tolist(), ends.tolist(), scores.tolist()))


@lru_cache(CASES)
def usual_width(character: str) -> float:
    """The usual width of a character in line heights."""
    if east_asian_width(character[0]) in "WF":
        return FULL_WIDTH
    return NARROW_WIDTH if character in NARROW_CHARACTERS else OTHER_WIDTH


def _ink(pixels: Image) -> Numbers:
    """The ink at the left edge of each column and at the right end of the line: float64 (columns + 1,).

    The ink of a column is the standard deviation of its pixels, divided by the mean of all columns.
    """
    spread = pixels.std(axis=0).max(axis=-1)
    padded = np.pad(spread / max(spread.mean(), 1e-6), 1, mode="edge")
    ink: Numbers = (padded[1:] + padded[:-1]) / 2
    return ink


def _borders(peaks: Numbers, widths: Numbers, ink: Numbers, height: float) -> Numbers:
    """The left end of each character, and the right end of the last one: float64 (characters + 1,).

    The expected border divides the distance of two peaks in proportion to the usual widths of their
    characters. Beyond either end of the line, one more character like the outermost one is assumed.
    """
    first, last = peaks[0] - height * widths[0], peaks[-1] + height * widths[-1]
    middles, usual = np.concatenate([[first], peaks, [last]]), np.pad(widths, 1, mode="edge")
    expected = middles[:-1] + np.diff(middles) * usual[:-1] / (usual[:-1] + usual[1:])
    lowest = expected - SEARCH_RANGE * (expected - middles[:-1])
    highest = expected + SEARCH_RANGE * (middles[1:] - expected)
    cost = DISTANCE_COST / height
    return np.array([_cheapest(ink, cost, *where) for where in zip(expected, lowest, highest, strict=True)])


def _cheapest(ink: Numbers, cost: float, expected: float, lowest: float, highest: float) -> float:
    """The column, `lowest` to `highest`, with the least sum of its ink and `cost` * |column - expected|."""
    columns = np.arange(max(int(np.ceil(lowest)), 0), min(int(highest), len(ink) - 1) + 1)
    if not columns.size:
        return expected
    return float(columns[np.argmin(ink[columns] + cost * np.abs(columns - expected))])
