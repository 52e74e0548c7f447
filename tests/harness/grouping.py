"""Groups of true and predicted lines that overlap."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from tests.harness.labels import LabelledImage
from tests.harness.lines import AnyLine, Line

SHARED_AREA = 0.5
"""Two lines are in one group if their intersection exceeds this share of the smaller area."""

Members = tuple[list[int], list[int]]


def groups(truth: LabelledImage, predicted: Iterable[AnyLine]) -> list[tuple[list[Line], list[AnyLine]]]:
    """Returns the groups of overlapping lines, each as (true lines, predicted lines).

    Ignored true lines and predicted lines on them are left out, and predicted lines without text.
    """
    ignored = [outline(line) for line in truth.lines if line.ignore]
    true = [line for line in truth.lines if not line.ignore]
    found = [line for line in predicted if line.text and not _lies_on(outline(line), ignored)]
    return [
        ([true[i] for i in ours], [found[i] for i in theirs]) for ours, theirs in _components(true, found)
    ]


def _components(true: Sequence[Line], found: Sequence[Line]) -> list[Members]:
    """Returns the connected components of overlap, each as (indices into `true`, indices into `found`)."""
    count = len(true)
    neighbours: list[list[int]] = [[] for _ in range(count + len(found))]
    for i, j in _overlapping([outline(line) for line in true], [outline(line) for line in found]):
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


def outline(line: Line) -> BaseGeometry:
    """Returns the area of a line."""
    shape = Polygon(np.asarray(line.quad, dtype=np.float64))
    return shape if shape.is_valid else shape.buffer(0)  # repairs outlines that cross themselves
