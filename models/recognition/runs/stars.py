"""Asterisks that touch each other, counted by the equal parts of their ink; docs/decisions/0049."""

import re
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from models.ink import Mask, inked_runs
from models.recognition.letters.extents import extents
from models.recognition.reading import Reading

STARS, UNDERSCORE_BETWEEN = re.compile(r"\*+"), re.compile(r"(?<=\*)_(?=\*)")

HIGHEST_UNDERSCORE = 0.6
"""Heights of the asterisk. Between asterisks, a bar less far below them is a hyphen. In 22 fonts hyphens are
at most 0.48 below, and underscores at least 0.71."""

NARROWEST, WIDEST = 0.6, 1.2
"""Heights of the ink. An asterisk is so wide at least and at most, with its share of the blur."""

MIN_EQUAL = 0.6
"""The least share of common ink of neighbouring parts, on average."""

MOST_HEIGHT = 0.5
"""Heights of the crop. Higher ink is no asterisk."""

MOST_FILL = 0.8
"""The largest share of ink in the box of asterisks. Dashes have more."""

UNSURE, STEP = 0.7, 4
"""A character behind a run with a lower score is an asterisk, too, if its middle is at most so many columns
beyond their ink."""

MASKED_PHONE, MASKED = re.compile(r"(?<!\d)1\d\d(\*{2,3})\d{4}(?!\d)"), 4
"""A mobile number of 11 digits, of which asterisks cover so many."""


def with_counted_stars(reading: Reading) -> Reading:
    """The reading with as many asterisks in a row as their ink has equal parts.

    Masked mobile numbers have four. New ones score like their run.
    """
    text = "".join(reading.characters)
    if "*" not in text or len(text) != len(reading.characters):
        return reading
    if UNDERSCORE_BETWEEN.search(text):
        reading = _with_hyphens(reading, text)
    for run in reversed([*STARS.finditer(text)]):
        reading = _counted(reading, *run.span())
    if phone := MASKED_PHONE.search("".join(reading.characters)):
        first, end = phone.span(1)
        edges = np.linspace(reading.spans[first, 0], reading.spans[end - 1, 1], MASKED + 1)
        return _with_edges(reading, first, end, edges)
    return reading


def _with_hyphens(reading: Reading, text: str) -> Reading:
    """The reading with hyphens for the underscores between asterisks that are too high."""
    found = extents(reading)
    if found is None:
        return reading
    characters = list(text)
    for place in (match.start() for match in UNDERSCORE_BETWEEN.finditer(text)):
        top, bottom = found.top[place - 1], found.bottom[place - 1]
        if found.is_alone[place] and found.top[place] - bottom < HIGHEST_UNDERSCORE * (bottom - top):
            characters[place] = "-"
    return reading.revised(characters=tuple(characters))


def _counted(reading: Reading, first: int, end: int) -> Reading:
    """The reading with the asterisks of one run counted."""
    columns = inked_runs(np.asarray(reading.ink.any(axis=0)))
    middles = reading.middles
    middle = float(middles[first:end].mean())
    inside = np.flatnonzero((columns[:, 0] <= middle) & (columns[:, 1] > middle))
    if not inside.size:
        return reading
    start, stop = columns[inside[0]].tolist()
    last = end
    if last < len(middles) and reading.scores[last] < UNSURE and middles[last] < stop + STEP:
        last += 1
    others = np.delete(middles, slice(first, last))
    if ((others >= start) & (others < stop)).any():
        return reading
    count = _count(reading, start, stop)
    if count <= end - first:
        return reading
    return _with_edges(reading, first, last, np.linspace(start, stop, count + 1))


def _count(reading: Reading, start: int, stop: int) -> int:
    """The number of equal parts of the ink between two columns. 0 if it is no row of asterisks."""
    ink = reading.ink[:, start:stop]
    rows = np.flatnonzero(ink.any(axis=1))
    height = float(rows[-1] - rows[0] + 1) * reading.height / len(ink)
    if height > MOST_HEIGHT * reading.height or ink[rows[0] : rows[-1] + 1].mean() > MOST_FILL:
        return 0
    least, most = ceil((stop - start) / (WIDEST * height)), int((stop - start) / (NARROWEST * height))
    equal = {count: _equality(ink, count) for count in range(max(least, 2), most + 1)}
    best = max(equal, key=equal.__getitem__, default=0)
    return best if best and equal[best] >= MIN_EQUAL else 0


def _equality(ink: Mask, count: int) -> float:
    """The mean share of ink that neighbours of so many equal parts have in common."""
    width = ink.shape[1] // count
    starts = [round(i * ink.shape[1] / count) for i in range(count)]
    parts = [ink[:, start : start + width] for start in starts]
    return float(np.mean([_shared(*each) for each in pairwise(parts)]))


def _shared(one: NDArray[np.bool_], two: NDArray[np.bool_]) -> float:
    width = min(one.shape[1], two.shape[1])
    both, either = one[:, :width] & two[:, :width], one[:, :width] | two[:, :width]
    return float(both.sum() / max(either.sum(), 1))


def _with_edges(reading: Reading, first: int, end: int, edges: NDArray[np.float64]) -> Reading:
    """The reading with asterisks between these edges instead of the characters `first` to before `end`."""
    score = np.full(len(edges) - 1, reading.scores[first])
    return reading.revised(
        characters=(*reading.characters[:first], *("*" * len(score)), *reading.characters[end:]),
        scores=np.concatenate([reading.scores[:first], score, reading.scores[end:]]),
        spans=np.concatenate(
            [reading.spans[:first], np.stack([edges[:-1], edges[1:]], axis=1), reading.spans[end:]]
        ),
    )
