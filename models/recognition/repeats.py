"""Repeats: equal characters that CTC has merged (`__` to `_`), counted in the ink; docs/decisions/0049."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil
from operator import eq

import cv2
import numpy as np
from numpy.typing import NDArray

from models.ink import Mask
from models.recognition.reading import Reading
from models.recognition.runs.stars import with_counted_stars
from models.recognition.runs.underscores import with_counted_underscores
from models.recognition.spaces.glyphs import glyph
from models.recognition.spaces.spacing import Numbers, em_of

SIGNS = frozenset("_-=.*—…·~#+/\\^`()<>|!?,、。！？～")
"""Signs that are counted even if one alone is read. Letters and digits need two."""

ELLIPSIS, DOTS = "…", 3

JOINED = {"_": 0.7, "—": 1.2}
"""Ems. More than one takes, where several touch each other. One _ has 0.41 to 0.62 em, two 0.83 to 1.23."""

MIN_SLACK = 0.5
"""Widths of the character. A run is only counted if its neighbours leave so much unexplained room."""

USUAL_EM = 0.73
"""Heights of the crop. The median of rendered lines."""

END = 0.4
"""Ems. Twice the usual margin of a line, which counts as a neighbour of that width."""

SIZE_TOLERANCE, PLACE_TOLERANCE, MIN_TOLERANCE = 0.2, 0.1, 2.0
"""How much equal characters differ at most: in width, height and ink of their columns, as a share, or by so
many pixels; in place, as a share of the strip's height."""

MARGIN = 8
"""Columns beyond the middles of the neighbours that are examined. The recognizer's steps are as long."""

MIN_OVERLAP = 0.7
"""The least share of common ink of two equal characters."""

MIN_PITCH, MAX_PITCH = 0.6, 1.5
"""Neighbours in a run are this far apart, in multiples of the median distance."""


@dataclass(frozen=True, slots=True)
class Run:
    """The equal characters `first` to before `end` of a reading, and the columns between its neighbours."""

    first: int
    end: int
    left: int
    right: int


def with_all_repeats(reading: Reading) -> Reading:
    """The reading with as many equal characters in a row as the ink shows. New ones score like their run."""
    characters = reading.characters
    if SIGNS.isdisjoint(characters) and not any(map(eq, characters, characters[1:])):
        return reading
    runs = [run for run in _equal(characters) if _is_countable(characters, *run)]
    for run in reversed([*_roomy(reading, runs)] if runs else []):
        reading = _with_boxes(reading, run, _boxes(reading, run, reading.ink))
    return with_counted_stars(with_counted_underscores(reading))


def _equal(characters: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the first index of each run of equal characters, and the one after its last."""
    end = 0
    for _, run in groupby(characters):
        first, end = end, end + len(list(run))
        yield first, end


def _is_countable(characters: Sequence[str], first: int, end: int) -> bool:
    """Whether a run may be longer than it was read. Runs inside a number are not: 0.53 has one point."""
    one = characters[first]
    if one not in SIGNS and not (end - first > 1 and one.isascii() and one.isalnum()):
        return False
    around = *characters[max(first - 1, 0) : first], *characters[end : end + 1]
    digits_around = sum(map(str.isdecimal, around))
    return not (digits_around == 2 if one in ".," else digits_around and one.isdecimal())


def _roomy(reading: Reading, runs: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """Yields the runs with more room than they explain, and all of JOINED."""
    places = [i for i, character in enumerate(reading.characters) if character != " "]
    columns = [0.0, *reading.middles[places].tolist(), float(reading.pixels.shape[1])]
    advances = [END, *(glyph(reading.characters[i]).shape[1] for i in places), END]
    em = _em(columns[1:-1], advances[1:-1], reading.height)
    for first, end in runs:
        before, behind = places.index(first), places.index(end - 1) + 2
        explained = sum(advances[before : behind + 1]) - (advances[before] + advances[behind]) / 2
        room = (columns[behind] - columns[before]) / em - explained
        is_joined = reading.characters[first] in JOINED
        if is_joined or room > MIN_SLACK * advances[before + 1]:
            margin = MARGIN if is_joined else 0
            yield Run(first, end, max(int(columns[before]) - margin, 0), int(columns[behind]) + margin)


def _em(middles: Sequence[float], advances: Sequence[float], height: float) -> float:
    """The size of the font in columns: from the distances, which one run makes too large, or the height."""
    neighbours = zip(pairwise(middles), pairwise(advances), strict=True)
    ems = sorted(2 * (behind - before) / (one + two) for (before, behind), (one, two) in neighbours)
    return max(min(ems[len(ems) // 2] if ems else height, USUAL_EM * height), 1.0)


def _boxes(reading: Reading, run: Run, mask: Mask) -> Numbers:
    """The columns of each character that the ink of a run shows: float64 (characters, 2)."""
    character = reading.characters[run.first]
    boxes = _equal_components(reading, run, mask)
    if character in JOINED and len(boxes) == 1:
        glyphs = tuple(glyph(each) for each in reading.characters)
        width = JOINED[character] * em_of(glyphs, mask, reading.height)
        return _divided(boxes[0], ceil(float(boxes[0, 1] - boxes[0, 0]) / width))
    if character == ELLIPSIS:
        return boxes[DOTS // 2 :: DOTS] if len(boxes) % DOTS == 0 else boxes[:0]
    return boxes


def _divided(box: Numbers, count: int) -> Numbers:
    edges = np.linspace(box[0], box[1], count + 1)
    return np.stack([edges[:-1], edges[1:]], axis=1)


def _equal_components(reading: Reading, run: Run, mask: Mask) -> Numbers:
    """The columns of the components like the one that was read. None if there are no more than read."""
    part = np.ascontiguousarray(mask[:, run.left : run.right]).view(np.uint8)
    _, _, found, middles = cv2.connectedComponentsWithStats(part)
    ends = run.left + found[:, 0] + found[:, 2]
    is_whole = ((found[:, 0] > 0) | (run.left == 0)) & ((ends < run.right) | (run.right >= mask.shape[1]))
    is_whole[0] = False
    least = 1 if reading.characters[run.first] in JOINED else run.end - run.first + 1
    if np.count_nonzero(is_whole) < least:
        return np.empty((0, 2))
    order = np.flatnonzero(is_whole)[np.argsort(found[is_whole, 0])]
    found, middles = found[order], middles[order]
    pattern = _nearest(reading, run, found.astype(np.float64))
    totals = np.concatenate([[0], np.cumsum(part.sum(axis=0, dtype=np.int64))])
    column_ink = totals[found[:, 0] + found[:, 2]] - totals[found[:, 0]]
    sizes = np.column_stack([found[:, 2:4], column_ink])
    allowed = np.maximum(SIZE_TOLERANCE * sizes[pattern], MIN_TOLERANCE * np.array([1, 1, found[pattern, 3]]))
    offset = np.abs(middles[:, 1] - middles[pattern, 1])
    is_equal = (np.abs(sizes - sizes[pattern]) <= allowed).all(axis=1)
    similar = np.flatnonzero(is_equal & (offset <= PLACE_TOLERANCE * len(mask)))
    if similar.size < least:
        return np.empty((0, 2))
    chosen = similar[[_overlap(part, found[pattern], found[i]) >= MIN_OVERLAP for i in similar.tolist()]]
    chosen = chosen[_in_row(middles[chosen, 0], int(np.searchsorted(chosen, pattern)))]
    starts = run.left + found[chosen, 0].astype(np.float64)
    return np.stack([starts, starts + found[chosen, 2]], axis=1)


def _overlap(part: NDArray[np.uint8], one: NDArray[np.int32], two: NDArray[np.int32]) -> float:
    """The ink that two components have in common, laid over each other at their middles, by all their ink."""
    size = np.maximum(one[2:4], two[2:4]).tolist()
    middles = ((each[:2] + (each[2:4] - 1) / 2).tolist() for each in (one, two))
    first, second = (cv2.getRectSubPix(part, size, middle) > 0 for middle in middles)
    return float((first & second).sum() / max((first | second).sum(), 1))


def _nearest(reading: Reading, run: Run, found: Numbers) -> int:
    """The largest component of those nearest to the middle of the run."""
    middle = reading.middles[run.first : run.end].mean() - run.left
    distances = np.maximum(found[:, 0] - middle, middle - found[:, 0] - found[:, 2]).clip(0)
    nearest = np.flatnonzero(distances <= distances.min() + MIN_TOLERANCE)
    return int(nearest[np.argmax(found[nearest, 4])])


def _in_row(middles: Numbers, pattern: int) -> slice:
    """The components around the pattern whose distances are about equal."""
    distances = np.diff(middles)
    if not distances.size:
        return slice(0, 1)
    pitch = np.median(distances)
    breaks = np.flatnonzero((distances < MIN_PITCH * pitch) | (distances > MAX_PITCH * pitch))
    first = breaks[breaks < pattern].max(initial=-1) + 1
    return slice(first, breaks[breaks >= pattern].min(initial=len(distances)) + 1)


def _with_boxes(reading: Reading, run: Run, boxes: Numbers) -> Reading:
    """The reading with one character for each box, if there are more, and all are between the neighbours."""
    if len(boxes) <= run.end - run.first:
        return reading
    characters, scores, spans = reading.characters, reading.scores, reading.spans
    spans = np.concatenate([spans[: run.first], boxes, spans[run.end :]])
    if not (np.diff(spans.mean(axis=1)) > 0).all():
        return reading
    repeated = [characters[run.first]] * len(boxes)
    score = np.full(len(boxes), scores[run.first : run.end].mean())
    return reading.revised(
        characters=(*characters[: run.first], *repeated, *characters[run.end :]),
        scores=np.concatenate([scores[: run.first], score, scores[run.end :]]),
        spans=spans,
    )
