"""Merging: the regions of overlapping parts become the regions of the whole.

A line in an overlap is detected in two parts. It is taken once, from the part that shows it whole. A line
that no part shows whole becomes the smallest rectangle around its pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from models.detection.part import Part
from models.geometry import clockwise, side_lengths
from models.page import Quad, Region

SAME_LINE = 0.5
"""Two regions belong to one line when their common area is above this share of the smaller region's area.
Both areas are measured inside the overlap."""

END_TOLERANCE = 0.3
"""Two regions end at the same place when their ends differ by less than this share of the line's height."""

EDGE = 1.0
"""Pixels. A region that ends nearer than this to the edge of its part may continue outside the part."""

Regions = list[Region]
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Overlap:
    """The overlap of two neighbouring parts: from the start of the later one to the end of the earlier one.

    `axis` is 0 where the parts lie side by side, and 1 where one lies below the other.
    """

    axis: int
    start: float
    end: float

    def spans(self, regions: Sequence[Region]) -> tuple[Numbers, Numbers]:
        """The lowest and the highest coordinate of each region along the axis."""
        places = np.reshape([region.quad for region in regions], (-1, 4, 2))[:, :, self.axis]
        return places.min(axis=1), places.max(axis=1)

    def span(self, regions: Sequence[Region]) -> tuple[float, float]:
        """The lowest and the highest coordinate of all regions together."""
        lows, highs = self.spans(regions)
        return float(lows.min()), float(highs.max())

    def starts_inside(self, place: float) -> bool:
        """Whether a region of the later part that starts there is whole at its start: no edge cuts it."""
        return place > self.start + EDGE

    def ends_inside(self, place: float) -> bool:
        """Whether a region of the earlier part that ends there is whole at its end: no edge cuts it."""
        return place < self.end - EDGE

    def area(self, quad: Quad) -> float:
        """The area of a quad inside the overlap, in square pixels."""
        along = [self.start, self.end, self.end, self.start]
        low, high = quad[:, 1 - self.axis].min() - 1, quad[:, 1 - self.axis].max() + 1
        box = np.array([along, [low, low, high, high]][:: -1 if self.axis else 1], np.float32).T
        return _common_area(quad, np.ascontiguousarray(box))


def merge(parts: Sequence[Part], found: Sequence[Sequence[Region]]) -> Regions:
    """The regions of the whole picture in its pixels, given those of each part in the pixels of the part.

    The parts follow each other along one axis, and only neighbours overlap.
    """
    merged, *others = (_moved(*each) for each in zip(parts, found, strict=True))
    for (earlier, later), regions in zip(pairwise(parts), others, strict=True):
        merged = _merge_pair(_overlap(earlier, later), merged, regions)
    return merged


def _moved(part: Part, regions: Sequence[Region]) -> Regions:
    """The regions of a part in pixels of the whole picture."""
    corner = np.array([part.left, part.top], np.float32)
    return [replace(region, quad=region.quad + corner) for region in regions]


def _overlap(earlier: Part, later: Part) -> Overlap:
    if later.top > earlier.top:
        return Overlap(1, later.top, earlier.bottom)
    return Overlap(0, later.left, earlier.right)


def _merge_pair(overlap: Overlap, earlier: Regions, later: Regions) -> Regions:
    """The regions of both parts without duplicates. Those outside the overlap come first."""
    _, ends = overlap.spans(earlier)
    starts, _ = overlap.spans(later)
    outside = _where(ends <= overlap.start, earlier) + _where(starts >= overlap.end, later)
    groups = _groups(overlap, _where(ends > overlap.start, earlier), _where(starts < overlap.end, later))
    return outside + [region for group in groups for region in _best(overlap, *group)]


def _best(overlap: Overlap, earlier: Regions, later: Regions) -> Regions:
    """The regions to keep of one line, given those that the earlier and the later part have of it."""
    if not earlier or not later:
        return [] if _is_fragment(overlap, earlier, later) else earlier + later
    (start, end), (later_start, later_end) = overlap.span(earlier), overlap.span(later)
    tolerance = END_TOLERANCE * min(min(side_lengths(region.quad)) for region in earlier + later)
    is_earlier_whole = (
        overlap.ends_inside(end) and start <= later_start + tolerance and end >= later_end - tolerance
    )
    is_later_whole = (
        overlap.starts_inside(later_start)
        and later_start <= start + tolerance
        and later_end >= end - tolerance
    )
    if is_earlier_whole and is_later_whole:  # the part whose edge is further away
        return earlier if start + end <= overlap.start + overlap.end else later
    if is_earlier_whole or is_later_whole:
        return earlier if is_earlier_whole else later
    return [_enclosing(earlier + later)]


def _is_fragment(overlap: Overlap, earlier: Regions, later: Regions) -> bool:
    """Whether regions that only one part has are an artefact of its edge, and not text.

    The edge cuts them, and the other part shows the same place whole without any text.
    """
    low, high = overlap.span(earlier + later)
    starts, ends = overlap.starts_inside(low), overlap.ends_inside(high)
    return starts and not ends if earlier else ends and not starts


def _where(mask: NDArray[np.bool_], regions: Regions) -> Regions:
    return [regions[i] for i in np.flatnonzero(mask)]


def _enclosing(regions: Regions) -> Region:
    """The smallest rectangle around all regions, with the highest of their scores."""
    rectangle = cv2.minAreaRect(np.concatenate([region.quad for region in regions]))
    quad = clockwise(np.asarray(cv2.boxPoints(rectangle), np.float32))
    return Region(quad, max(region.score for region in regions))


def _groups(overlap: Overlap, earlier: Regions, later: Regions) -> list[tuple[Regions, Regions]]:
    """Connected components: regions of the earlier and the later part that belong to one line."""
    labels = np.arange(len(earlier) + len(later))
    for i, j in _matches(overlap, earlier, later):
        labels[labels == labels[len(earlier) + j]] = labels[i]
    earlier_labels, later_labels = labels[: len(earlier)], labels[len(earlier) :]
    return [
        (_where(earlier_labels == label, earlier), _where(later_labels == label, later))
        for label in np.unique(labels)
    ]


def _matches(overlap: Overlap, earlier: Regions, later: Regions) -> list[tuple[int, int]]:
    """The indices of an earlier and a later region, for each pair that belongs to one line."""
    if not earlier or not later:
        return []
    quads, later_quads = [region.quad for region in earlier], [region.quad for region in later]
    areas, later_areas = list(map(overlap.area, quads)), list(map(overlap.area, later_quads))
    return [
        (i, j)
        for i, j in np.argwhere(_boxes_intersect(np.stack(quads), np.stack(later_quads)))
        if _common_area(quads[i], later_quads[j]) > SAME_LINE * min(areas[i], later_areas[j])
    ]


def _boxes_intersect(quads: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """For quads (n, 4, 2) and others (m, 4, 2): whether their bounding boxes intersect, (n, m)."""
    low, high = quads.min(axis=1)[:, np.newaxis], quads.max(axis=1)[:, np.newaxis]
    intersect: NDArray[np.bool_] = ((low < others.max(axis=1)) & (others.min(axis=1) < high)).all(axis=2)
    return intersect


def _common_area(quad: Quad, other: Quad) -> float:
    """The area of the intersection of two quads, in square pixels."""
    return float(cv2.intersectConvexConvex(quad, other)[0])
