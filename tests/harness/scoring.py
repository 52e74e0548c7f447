"""Scores of recognized text against labels. Splitting or merging lines costs nothing.

Lines that overlap form a group; the texts of a group are joined in reading order and then compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TypeVar

import numpy as np
import shapely
from rapidfuzz.distance import LCSseq
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from tests.harness.labels import LabelledImage
from tests.harness.lines import Line, joined_text

SHARED_AREA = 0.5
"""Two lines are in one group if their intersection exceeds this share of the smaller area."""

Members = tuple[list[int], list[int]]


Found = TypeVar("Found", bound=Line)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of characters, line groups and pictures. Ratios are micro-averages, computed from sums.

    `matched`, `true` and `predicted` count characters. `groups` counts groups with true text,
    `exact_groups` those of them read without error. `pairs` counts groups of one true and one predicted line,
    `first_corners` those of them in which the predicted line starts at the right corner. `blank` counts
    pictures without text, `misread` those of them in which text was found.
    """

    matched: int = 0
    true: int = 0
    predicted: int = 0
    exact_groups: int = 0
    groups: int = 0
    first_corners: int = 0
    pairs: int = 0
    misread: int = 0
    blank: int = 0

    @property
    def recall(self) -> float:
        """Matched characters / true characters."""
        return self.matched / max(self.true, 1)

    @property
    def precision(self) -> float:
        """Matched characters / predicted characters."""
        return self.matched / max(self.predicted, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.recall * self.precision / max(self.recall + self.precision, 1e-9)

    @property
    def exact(self) -> float:
        """exact_groups / groups."""
        return self.exact_groups / max(self.groups, 1)

    @property
    def first_corner(self) -> float:
        """first_corners / pairs."""
        return self.first_corners / max(self.pairs, 1)

    @property
    def noise(self) -> float:
        """misread / blank."""
        return self.misread / max(self.blank, 1)


def merge(scores: Iterable[Score]) -> Score:
    """Returns the sum of scores."""
    return Score(*(sum(column) for column in zip(astuple(Score()), *map(astuple, scores), strict=True)))


def score_image(truth: LabelledImage, predicted: Iterable[Line]) -> Score:
    """Score one picture. Predicted lines that lie mostly on an ignored true line are not counted."""
    grouped = groups(truth, predicted)
    scores = [score_group(true, found, truth.casefold) for true, found in grouped]
    if not truth.lines:
        scores.append(Score(misread=int(bool(grouped)), blank=1))
    return merge(scores)


def groups(truth: LabelledImage, predicted: Iterable[Found]) -> list[tuple[list[Line], list[Found]]]:
    """Returns the groups of overlapping lines, each as (true lines, predicted lines).

    Ignored true lines and predicted lines on them are left out, and predicted lines without text.
    """
    ignored = [_shape(line) for line in truth.lines if line.ignore]
    true = [line for line in truth.lines if not line.ignore]
    found = [line for line in predicted if line.text and not _lies_on(_shape(line), ignored)]
    return [
        ([true[i] for i in ours], [found[i] for i in theirs]) for ours, theirs in _components(true, found)
    ]


def score_group(true: Sequence[Line], found: Sequence[Line], casefold: bool) -> Score:
    """Score one group of overlapping lines."""
    text, predicted = joined_text(true, casefold), joined_text(found, casefold)
    one_each = len(true) == len(found) == 1
    return Score(
        matched=int(LCSseq.similarity(text, predicted)),
        true=len(text),
        predicted=len(predicted),
        exact_groups=int(bool(text) and text == predicted),
        groups=int(bool(text)),
        first_corners=int(one_each and _starts_alike(true[0], found[0])),
        pairs=int(one_each),
    )


def _starts_alike(true: Line, found: Line) -> bool:
    """Whether the first corner of the predicted line is nearest to the first corner of the true line."""
    distances = np.linalg.norm(np.asarray(true.quad) - np.asarray(found.quad)[0], axis=1)
    return int(np.argmin(distances)) == 0


def _components(true: Sequence[Line], found: Sequence[Line]) -> list[Members]:
    """Returns the connected components of overlap, each as (indices into `true`, indices into `found`)."""
    count = len(true)
    neighbours: list[list[int]] = [[] for _ in range(count + len(found))]
    for i, j in _overlapping([_shape(line) for line in true], [_shape(line) for line in found]):
        neighbours[i].append(count + j)
        neighbours[count + j].append(i)
    visited: set[int] = set()
    components = [_reach(node, neighbours, visited) for node in range(len(neighbours)) if node not in visited]
    return [([n for n in c if n < count], [n - count for n in c if n >= count]) for c in components]


def _reach(start: int, neighbours: Sequence[Sequence[int]], visited: set[int]) -> list[int]:
    """Returns the nodes that can be reached from `start`, and add them to `visited`."""
    component, stack = [], [start]
    visited.add(start)
    while stack:
        node = stack.pop()
        component.append(node)
        stack += (unvisited := [n for n in neighbours[node] if n not in visited])
        visited.update(unvisited)
    return sorted(component)


def _overlapping(true: Sequence[BaseGeometry], found: Sequence[BaseGeometry]) -> list[tuple[int, int]]:
    near = shapely.STRtree(found).query(true) if true and found else np.empty((2, 0), dtype=np.int64)
    return [(int(i), int(j)) for i, j in near.T if _overlap(true[i], found[j])]


def _overlap(one: BaseGeometry, other: BaseGeometry) -> bool:
    smaller = min(one.area, other.area)
    return bool(smaller > 0 and one.intersection(other).area / smaller > SHARED_AREA)


def _lies_on(shape: BaseGeometry, others: Iterable[BaseGeometry]) -> bool:
    """Whether one of the others covers more than SHARED_AREA of the shape."""
    return bool(shape.area > 0) and any(
        other.intersection(shape).area / shape.area > SHARED_AREA for other in others
    )


def _shape(line: Line) -> BaseGeometry:
    outline = Polygon(np.asarray(line.quad, dtype=np.float64))
    return outline if outline.is_valid else outline.buffer(0)  # repairs outlines that cross themselves
