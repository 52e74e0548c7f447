"""The regions of overlapping tiles as regions of their page: what two tiles show is taken once, and whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from models.detection.tiles import Tile
from models.geometry import clockwise, side_lengths
from models.page import Quad, Region

SAME = 0.5
"""Two regions show one line when they share more than this part of what the smaller covers in both tiles."""

SLACK = 0.3
"""One view of a line reaches as far as another when it lacks less than this part of the line's height."""

EDGE = 1.0
"""What ends less than so many pixels before the edge of a tile may go on behind it."""

Regions = list[Region]
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seam:
    """What two neighbouring tiles share: from the start of the later one to the end of the earlier one.

    `axis` is 0 where tiles stand beside each other, 1 where one is above the next.
    """

    axis: int
    start: float
    end: float

    def reach(self, regions: Sequence[Region]) -> tuple[Numbers, Numbers]:
        """From where to where each region reaches across the seam."""
        places = np.reshape([region.quad for region in regions], (-1, 4, 2))[:, :, self.axis]
        return places.min(axis=1), places.max(axis=1)

    def begins_inside(self, place: float) -> bool:
        """Whether what begins there is not cut by the edge of the later tile."""
        return place > self.start + EDGE

    def ends_inside(self, place: float) -> bool:
        """Whether what ends there is not cut by the edge of the earlier tile."""
        return place < self.end - EDGE

    def area(self, quad: Quad) -> float:
        """How much of a quad lies in both tiles."""
        along = [self.start, self.end, self.end, self.start]
        low, high = quad[:, 1 - self.axis].min() - 1, quad[:, 1 - self.axis].max() + 1
        band = np.array([along, [low, low, high, high]][:: -1 if self.axis else 1], np.float32).T
        return _shared(quad, np.ascontiguousarray(band))


def sewn(tiles: Sequence[Tile], found: Sequence[Sequence[Region]]) -> Regions:
    """The regions of a page, in its pixels, from those of each tile in the tile's pixels; see `tiles.py`.

    A line that one tile shows whole is taken from there; parts of a line that no tile shows whole are joined.
    """
    first, *others = (_on_page(*each) for each in zip(tiles, found, strict=True))
    for (earlier, later), regions in zip(pairwise(tiles), others, strict=True):
        first = _across(_seam(earlier, later), first, regions)
    return first


def _on_page(tile: Tile, regions: Sequence[Region]) -> Regions:
    corner = np.array([tile.left, tile.top], np.float32)
    return [replace(region, quad=region.quad + corner) for region in regions]


def _seam(earlier: Tile, later: Tile) -> Seam:
    if later.top > earlier.top:
        return Seam(1, later.top, earlier.bottom)
    return Seam(0, later.left, earlier.right)


def _across(seam: Seam, earlier: Regions, later: Regions) -> Regions:
    """All regions of both sides of a seam, of those that show the same line the better view alone."""
    _, ends = seam.reach(earlier)
    begins, _ = seam.reach(later)
    clear = _where(ends <= seam.start, earlier) + _where(begins >= seam.end, later)
    groups = _groups(seam, _where(ends > seam.start, earlier), _where(begins < seam.end, later))
    return clear + [region for group in groups for region in _view(seam, *group)]


def _view(seam: Seam, before: Regions, after: Regions) -> Regions:
    """What stands there, by what the earlier and the later tile show of it."""
    if not before or not after:
        return [] if _is_remnant(seam, before, after) else before + after
    (first, ends), (begins, last) = _extent(seam, before), _extent(seam, after)
    slack = SLACK * min(min(side_lengths(region.quad)) for region in before + after)
    is_whole_before = seam.ends_inside(ends) and first <= begins + slack and ends >= last - slack
    is_whole_after = seam.begins_inside(begins) and begins <= first + slack and last >= ends - slack
    if is_whole_before and is_whole_after:
        return before if first + ends <= seam.start + seam.end else after
    if is_whole_before or is_whole_after:
        return before if is_whole_before else after
    return [_joined(before + after)]


def _is_remnant(seam: Seam, before: Regions, after: Regions) -> bool:
    """Whether an edge cuts what only one tile takes for text, though the other shows all of it."""
    low, high = _extent(seam, before + after)
    begins, ends = seam.begins_inside(low), seam.ends_inside(high)
    return begins and not ends if before else ends and not begins


def _extent(seam: Seam, regions: Regions) -> tuple[float, float]:
    """From where to where regions reach together."""
    lows, highs = seam.reach(regions)
    return float(lows.min()), float(highs.max())


def _where(mask: NDArray[np.bool_], regions: Regions) -> Regions:
    return [regions[i] for i in np.flatnonzero(mask)]


def _joined(regions: Regions) -> Region:
    """The smallest rectangle around all of them, as sure as the surest."""
    rectangle = cv2.minAreaRect(np.concatenate([region.quad for region in regions]))
    quad = clockwise(np.asarray(cv2.boxPoints(rectangle), np.float32))
    return Region(quad, max(region.score for region in regions))


def _groups(seam: Seam, before: Regions, after: Regions) -> list[tuple[Regions, Regions]]:
    """Regions of the earlier and the later tile that show the same line, or parts of it."""
    labels = np.arange(len(before) + len(after))
    for i, j in _same(seam, before, after):
        labels[labels == labels[len(before) + j]] = labels[i]
    ours, theirs = labels[: len(before)], labels[len(before) :]
    return [
        (
            [before[i] for i in np.flatnonzero(ours == label)],
            [after[j] for j in np.flatnonzero(theirs == label)],
        )
        for label in np.unique(labels)
    ]


def _same(seam: Seam, before: Regions, after: Regions) -> list[tuple[int, int]]:
    """Which regions of the two tiles show the same line, by their numbers."""
    if not before or not after:
        return []
    ours, theirs = ([region.quad for region in regions] for regions in (before, after))
    our_areas, their_areas = [seam.area(quad) for quad in ours], [seam.area(quad) for quad in theirs]
    return [
        (i, j)
        for i, j in np.argwhere(_touch(np.stack(ours), np.stack(theirs)))
        if _shared(ours[i], theirs[j]) > SAME * min(our_areas[i], their_areas[j])
    ]


def _touch(before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which bounding boxes overlap: quads (n, 4, 2) and (m, 4, 2) give (n, m)."""
    low, high = before.min(axis=1)[:, np.newaxis], before.max(axis=1)[:, np.newaxis]
    overlaps: NDArray[np.bool_] = ((low < after.max(axis=1)) & (after.min(axis=1) < high)).all(axis=2)
    return overlaps


def _shared(one: Quad, other: Quad) -> float:
    """The area that two quads have in common."""
    return float(cv2.intersectConvexConvex(one, other)[0])
