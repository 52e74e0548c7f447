"""Underscores, counted by the length of their bar below the baseline; docs/decisions/0049."""

import re
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from models.ink import Mask, inked_runs
from models.recognition.letters.extents import Extents, Numbers, extents
from models.recognition.reading import Reading
from models.recognition.spaces.glyphs import glyph
from models.recognition.spaces.spacing import em_of

UNDERSCORES = re.compile("_+")

DESCENDING = frozenset("gjpqyJQ")
"""Letters whose ink goes below the baseline."""

WIDEST, NARROWEST = 0.7, 0.4
"""Ems. One underscore is 0.41 to 0.62 wide, and two are 0.83 to 1.23, in 21 fonts. A run has at least its
length by the first, rounded up, and at most its length by the second, rounded down."""

SHORTEST = 0.25
"""Ems. Shorter ink in the row of the bar is a part of a letter. Gaps in a bar are shorter, too."""

SHARE = 0.6
"""The lowest row of a bar is the last whose longest ink has this share of the longest of all."""

MARGIN = 8
"""Columns beyond the middles of the neighbours that are examined. The recognizer's steps are as long."""

Bar = tuple[int, int]
"""The first column of a bar and the one after the last."""


def with_counted_underscores(reading: Reading) -> Reading:
    """The reading with as many underscores in a row as their bar is long. New ones score like their run."""
    text = "".join(reading.characters)
    found = extents(reading) if "_" in text and len(text) == len(reading.characters) else None
    baseline = _baseline(text, found) if found else None
    if baseline is None:
        return reading
    em = em_of(tuple(glyph(each) for each in text if each != " "), reading.ink, reading.height)
    runs = [run.span() for run in UNDERSCORES.finditer(text)]
    bars = [_bars(reading, run, baseline, em) for run in runs]
    counts = [_count(run, each, em) for run, each in zip(runs, bars, strict=True)]
    counts = _with_cut_ends(counts, bars, reading.pixels.shape[1])
    for run, each, count in reversed([*zip(runs, bars, counts, strict=True)]):
        if each and count != run[1] - run[0]:
            reading = _with_count(reading, run, each[0], count)
    return reading


def _baseline(text: str, found: Extents) -> int | None:
    """The first row below the baseline. None without a letter or digit that stands on it."""
    standing = [i for i, each in enumerate(text) if each.isalnum() and each not in DESCENDING]
    return int(np.median(found.bottom[standing])) if standing else None


def _bars(reading: Reading, run: tuple[int, int], baseline: int, em: float) -> tuple[Bar, Bar] | None:
    """The bar of the underscores of a run, measured in two rows below the baseline. None without long ink.

    The first is the row with the most ink, where letters may join the bar. The second is the lowest row with
    long ink, where the bar may be frayed.
    """
    first, end = run
    left = max(int(reading.middles[first - 1]) - MARGIN, 0) if first else 0
    right = int(reading.middles[end]) + MARGIN if end < len(reading.characters) else reading.pixels.shape[1]
    part: Mask = reading.ink[baseline:, left:right]
    if not part.size:
        return None
    rows = [inked_runs(row) for row in part]
    lengths = np.array([np.diff(row).max(initial=0) for row in rows])
    lowest = int(np.flatnonzero(lengths >= SHARE * lengths.max())[-1])
    fullest = int(part.sum(axis=1).argmax())
    upper, lower = (_extent(rows[row], left, SHORTEST * em) for row in (fullest, lowest))
    return (upper, lower) if upper and lower else None


def _extent(inked: NDArray[np.intp], left: int, shortest: float) -> Bar | None:
    """The extent of long ink in a row. None without any, or with a wide gap in it."""
    long = inked[inked[:, 1] - inked[:, 0] >= shortest]
    if not len(long) or (long[1:, 0] - long[:-1, 1] > shortest).any():
        return None
    return left + int(long[0, 0]), left + int(long[-1, 1])


def _count(run: tuple[int, int], bars: tuple[Bar, Bar] | None, em: float) -> int:
    """How many underscores a run has: the median of what was read and what both measured bars may be."""
    read = run[1] - run[0]
    if bars is None:
        return read
    return sorted([read, *(_nearest_count(read, (end - start) / em) for start, end in bars)])[1]


def _nearest_count(read: int, length: float) -> int:
    """The count nearest to what was read that a bar of this length, in ems, may have."""
    least = ceil(length / WIDEST)
    return min(max(read, least), max(floor(length / NARROWEST), least))


def _with_cut_ends(counts: list[int], bars: list[tuple[Bar, Bar] | None], columns: int) -> list[int]:
    """The counts, in which a bar that the edge of the strip cuts is as long as the one at the other end."""
    if len(counts) != 2:
        return counts
    first, last = bars
    if first and first[0][0] == 0:
        return [max(counts), counts[1]]
    return [counts[0], max(counts)] if last and last[0][1] == columns else counts


def _with_count(reading: Reading, run: tuple[int, int], bar: Bar, count: int) -> Reading:
    first, end = run
    edges: Numbers = np.linspace(*bar, count + 1)
    spans = np.concatenate(
        [reading.spans[:first], np.stack([edges[:-1], edges[1:]], axis=1), reading.spans[end:]]
    )
    if not (np.diff(spans.mean(axis=1)) > 0).all():
        return reading
    characters, scores = reading.characters, reading.scores
    score = np.full(count, scores[first:end].mean())
    return reading.revised(
        characters=(*characters[:first], *("_" * count), *characters[end:]),
        scores=np.concatenate([scores[:first], score, scores[end:]]),
        spans=spans,
    )
