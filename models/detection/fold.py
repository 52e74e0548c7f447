"""Pages without empty stretches: rows and sides where nothing happens are folded away before a search."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image, Quad

STILL = 6
"""By how many levels of 255 a pixel may differ from the one before it where nothing happens."""

MARGIN = 32
"""Rows of a still stretch that stay on either side of the fold, so that lines keep their surroundings, and
columns beside the outermost in which anything happens."""

WORTH = 32
"""A stretch loses this many rows or more, or stays as it is."""

NARROW = 0.75
"""Sides are folded away where no part of a page needs more than this of its width."""

SAMPLED = 16
"""One row of so many tells at once of most pages that their sides are not empty."""


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Which parts of a page stay: the first row of each, the first after it, and its first column."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lefts: NDArray[np.int64]

    width: int
    """The number of columns that stay of every part."""

    @property
    def height(self) -> int:
        """The number of rows that stay."""
        return int((self.ends - self.starts).sum())

    def folded(self, image: Image) -> Image:
        """These parts below one another: uint8 (height, width, 3), a copy."""
        parts = zip(self.starts, self.ends, self.lefts, strict=True)
        return np.concatenate([image[top:bottom, left : left + self.width] for top, bottom, left in parts])

    def folded_rows(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where rows of the page are on the folded page; those that were left out are where they were."""
        before = np.cumsum([0, *(self.ends - self.starts)])
        parts = np.maximum(np.searchsorted(self.starts, rows, side="right") - 1, 0)
        inside: NDArray[np.float64] = np.minimum(rows, self.ends[parts]) - self.starts[parts] + before[parts]
        return inside

    def unfolded(self, quad: Quad) -> Quad:
        """Where a quad that was found on the folded page is on the page.

        A corner that reaches over a seam into empty rows stays with the part in which its line stands, and
        what reaches over several parts stays as wide as it is.
        """
        seams = np.cumsum(self.ends - self.starts)[:-1]
        down = quad[:, 1]
        inwards = down + (MARGIN - 1) * np.sign(down.mean() - down)
        parts = np.searchsorted(seams, inwards, side="right")
        moved = down + (self.starts - np.array([0, *seams]))[parts]
        aside = self.lefts[np.searchsorted(seams, down.mean(), side="right")]
        return np.column_stack([quad[:, 0] + aside, moved]).astype(np.float32)


def fold_of(image: Image) -> Fold | None:
    """What can be folded away of a page, uint8 (height, width, 3); None where that is nothing.

    Nothing happens in rows of a plain ground, or between the frames at the left and right of a card; text
    has no such stretches, but for strokes that run straight down for long. Beside the text of a part nothing
    happens where all rows stay as they are from one column to the next.
    """
    cuts = _cuts(_still(image))
    starts = np.array([0, *(end for _, end in cuts)])
    ends = np.array([*(start for start, _ in cuts), len(image)])
    lefts, width = _sides(image, list(zip(starts, ends, strict=True)))
    if not cuts and width == image.shape[1]:
        return None
    return Fold(starts, ends, lefts, width)


def _still(image: Image) -> NDArray[np.bool_]:
    """Of every row but the last whether the next one is the same."""
    rows = image.reshape(image.shape[0], -1)
    if len(rows) < 2:
        return np.zeros(0, np.bool_)
    still: NDArray[np.bool_] = np.asarray(cv2.absdiff(rows[1:], rows[:-1])).max(axis=1) <= STILL
    return still


def _cuts(still: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First rows that are folded away, and first rows after them."""
    edges = np.flatnonzero(np.diff(still, prepend=False, append=False)).reshape(-1, 2)
    cuts = ((int(start) + MARGIN, int(end) + 1 - MARGIN) for start, end in edges)
    return [(start, end) for start, end in cuts if end - start >= WORTH]


def _sides(image: Image, rows: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], int]:
    """The first columns of parts that have those rows, and how many columns all of them need."""
    whole = image.shape[1]
    uncut = np.zeros(len(rows), np.int64), whole
    spans = []
    for top, bottom in rows:
        part = image[top:bottom]
        for shown in (part[::SAMPLED], part):
            left, right = _span(shown)
            if right - left > NARROW * whole:
                return uncut
        spans.append((left, right))
    width = max(right - left for left, right in spans)
    if not width:
        return uncut
    return np.array([min(left, whole - width) for left, _ in spans]), width


def _span(part: Image) -> tuple[int, int]:
    """From which column to which anything happens in some rows, and what stays beside it; 0 to 0: nothing."""
    if part.shape[1] < 2:
        return 0, part.shape[1]
    changes = np.asarray(cv2.absdiff(part[:, 1:], part[:, :-1])).max(axis=0).max(axis=1) > STILL
    where = np.flatnonzero(changes)
    if not len(where):
        return 0, 0
    return max(0, int(where[0]) + 1 - MARGIN), min(part.shape[1], int(where[-1]) + 1 + MARGIN)
