"""Folding: long runs of empty rows, and empty sides, are removed from a picture before it is searched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from models.detection.part import Part
from models.page import Image, Region

TOLERANCE = 6
"""Levels, 0 to 255. A row is empty if no pixel differs by more than this from the pixel above. A column is
empty if no pixel differs by more from the pixel on its left. The value is above the noise of JPEG and below
the contrast of faint text; docs/decisions/0022."""

MARGIN = 32
"""Pixels. So many rows are kept at both ends of an empty stretch, and so many columns beside the outermost
content. A region may reach less far than this across a fold and is still mapped back correctly."""

MIN_FOLDED = 32
"""Pixels. An empty stretch is folded only if at least so many of its rows can be removed."""

MAX_CONTENT_WIDTH = 0.75
"""Sides are folded only if the content of every stretch is at most this share of the picture's width."""

SAMPLING = 16
"""One row out of so many is checked first. On most pictures these rows show that the sides are not empty."""

BLOCK = 64
"""Rows. So many are compared at once. On a page of 1,334 x 750 pixels this takes half the time of all rows at
once, because the differences stay in the cache of the processor."""

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """The stretches of rows that are kept of a picture.

    For each stretch, `starts` has its first row, `ends` the row after its last one, and `lefts` the first
    column that is kept. The folded picture consists of these stretches, each `width` columns wide, one below
    the other.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lefts: NDArray[np.int64]
    width: int

    @property
    def height(self) -> int:
        """Rows of the folded picture."""
        return int((self.ends - self.starts).sum())

    @property
    def whole(self) -> Part:
        """The whole folded picture."""
        return Part(0, 0, self.width, self.height)

    def pixels(self, picture: Image, part: Part) -> Image:
        """The pixels of a part of the folded picture: uint8 (height, width, 3). Copied if a fold is in it."""
        kept = []
        tops = self._tops()
        for start, end, left, top in zip(self.starts, self.ends, self.lefts, tops[:-1], strict=True):
            first, last = max(start, start + part.top - top), min(end, start + part.bottom - top)
            if first < last:
                kept.append(picture[first:last, left + part.left : left + part.right])
        return kept[0] if len(kept) == 1 else np.concatenate(kept)

    def folded_rows(self, rows: Rows) -> Rows:
        """Map rows to the folded picture. A removed row maps to the first row after the fold."""
        stretches = np.maximum(np.searchsorted(self.starts, rows, side="right") - 1, 0)
        ends = np.append(self.ends[:-1], np.inf)
        folded: Rows = np.minimum(rows, ends[stretches]) - self.starts[stretches] + self._tops()[stretches]
        return folded

    def unfolded(self, regions: Sequence[Region]) -> list[Region]:
        """Regions of the folded picture as regions of the picture.

        A corner that reaches across a fold by less than MARGIN is moved like the rest of its region. All
        corners of a region are moved to the right by the same distance, so it keeps its width.
        """
        if not regions:
            return []
        quads = np.stack([region.quad for region in regions])
        folds = self._tops()[1:-1]
        y = quads[:, :, 1]
        middle = y.mean(axis=1)
        inwards = y + (MARGIN - 1) * np.sign(middle[:, np.newaxis] - y)
        down = (self.starts - self._tops()[:-1])[np.searchsorted(folds, inwards, side="right")]
        right = self.lefts[np.searchsorted(folds, middle, side="right")]
        moved = np.stack([quads[:, :, 0] + right[:, np.newaxis], y + down], axis=2).astype(np.float32)
        return [replace(region, quad=quad) for region, quad in zip(regions, moved, strict=True)]

    def _tops(self) -> NDArray[np.int64]:
        """The first row of each stretch on the folded picture, and the height of that picture."""
        return np.cumsum([0, *(self.ends - self.starts)])


def no_fold(width: int, height: int) -> Fold:
    """The fold that keeps the whole picture."""
    return Fold(np.array([0]), np.array([height]), np.array([0]), width)


def fold_of(picture: Image) -> Fold:
    """The fold of a picture, uint8 (height, width, 3), without its long empty stretches and its empty sides.

    An empty row shows plain background, or vertical edges such as the frame of a card. Text has no empty
    stretch of that length, except in long vertical strokes. A side of a stretch is removed where it is empty
    in all rows of the stretch.
    """
    removed = _removed(_is_empty(picture))
    starts = np.array([0, *(end for _, end in removed)])
    ends = np.array([*(start for start, _ in removed), len(picture)])
    lefts, width = _sides(picture, list(zip(starts, ends, strict=True)))
    return Fold(starts, ends, lefts, width)


def _is_empty(picture: Image) -> NDArray[np.bool_]:
    """For every row but the last: whether the next row equals it within TOLERANCE."""
    rows = picture.reshape(picture.shape[0], -1)
    if len(rows) < 2:
        return np.zeros(0, np.bool_)
    starts = range(0, len(rows) - 1, BLOCK)
    pairs = ((rows[start + 1 : start + BLOCK + 1], rows[start : start + BLOCK]) for start in starts)
    changes = [np.asarray(cv2.absdiff(below, above[: len(below)])).max(axis=1) for below, above in pairs]
    empty: NDArray[np.bool_] = np.concatenate(changes) <= TOLERANCE
    return empty


def _removed(is_empty: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The first row of each stretch to remove, and the first row after it."""
    edges = np.flatnonzero(np.diff(is_empty, prepend=False, append=False)).reshape(-1, 2)
    stretches = ((int(start) + MARGIN, int(end) + 1 - MARGIN) for start, end in edges)
    return [(start, end) for start, end in stretches if end - start >= MIN_FOLDED]


def _sides(picture: Image, stretches: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], int]:
    """The first column to keep of each stretch of rows, and the number of columns to keep of each."""
    full_width = picture.shape[1]
    whole = np.zeros(len(stretches), np.int64), full_width
    spans = []
    for top, bottom in stretches:
        rows = picture[top:bottom]
        for some_rows in (rows[::SAMPLING], rows):
            left, right = _content_span(some_rows)
            if right - left > MAX_CONTENT_WIDTH * full_width:
                return whole
        spans.append((left, right))
    width = max(right - left for left, right in spans)
    if not width:
        return whole
    return np.array([min(left, full_width - width) for left, _ in spans]), width


def _content_span(rows: Image) -> tuple[int, int]:
    """The columns of the content and its margins: the first one, and the one after the last.

    (0, 0) if all columns are empty.
    """
    if rows.shape[1] < 2:
        return 0, rows.shape[1]
    changes = np.asarray(cv2.absdiff(rows[:, 1:], rows[:, :-1])).max(axis=0).max(axis=1) > TOLERANCE
    columns = np.flatnonzero(changes)
    if not len(columns):
        return 0, 0
    return max(0, int(columns[0]) + 1 - MARGIN), min(rows.shape[1], int(columns[-1]) + 1 + MARGIN)
