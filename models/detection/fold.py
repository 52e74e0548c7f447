"""Folding: long empty rows and empty sides of a page are removed before it is searched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from models.detection.part import Part
from models.page import Image, Region

TOLERANCE = 6
"""Levels of 255. A row or column is empty if no pixel differs by more from the pixel before it. That is above
the noise of JPEG and below the contrast of faint text; docs/decisions/0022."""

MARGIN = 32
"""Pixels. Rows that are kept at both ends of an empty stretch, and columns beside the outermost content.
Lines keep their surroundings, and a region that reaches less far across a fold is mapped back correctly."""

MIN_FOLDED = 32
"""Pixels. An empty stretch is folded only if it loses at least so many rows."""

MAX_CONTENT_WIDTH = 0.75
"""Sides are folded only if the content of every stretch is at most this share of the page's width."""

SAMPLING = 16
"""One row out of so many is checked first. On most pages it shows at once that the sides are not empty."""

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """The stretches of a page that are kept: first row, first row after it, and first column of each.

    The folded page is these stretches, each `width` columns wide, one below the other.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lefts: NDArray[np.int64]
    width: int

    @property
    def height(self) -> int:
        """Rows of the folded page."""
        return int((self.ends - self.starts).sum())

    @property
    def whole(self) -> Part:
        """The whole folded page."""
        return Part(0, 0, self.width, self.height)

    def pixels(self, page: Image, part: Part) -> Image:
        """The pixels of a part of the folded page: uint8 (height, width, 3). A copy if a fold crosses it."""
        kept = []
        tops = self._tops()
        for start, end, left, top in zip(self.starts, self.ends, self.lefts, tops[:-1], strict=True):
            first, last = max(start, start + part.top - top), min(end, start + part.bottom - top)
            if first < last:
                kept.append(page[first:last, left + part.left : left + part.right])
        return kept[0] if len(kept) == 1 else np.concatenate(kept)

    def folded_rows(self, rows: Rows) -> Rows:
        """Rows of the page as rows of the folded page. A removed row becomes the first row after the fold."""
        stretches = np.maximum(np.searchsorted(self.starts, rows, side="right") - 1, 0)
        ends = np.append(self.ends[:-1], np.inf)
        folded: Rows = np.minimum(rows, ends[stretches]) - self.starts[stretches] + self._tops()[stretches]
        return folded

    def unfolded(self, regions: Sequence[Region]) -> list[Region]:
        """Regions of the folded page as regions of the page.

        A corner that reaches across a fold stays with the stretch of its line. A region that covers several
        stretches keeps its width.
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
        """The first row of each stretch on the folded page, and the height of that page."""
        return np.cumsum([0, *(self.ends - self.starts)])


def unfolded_page(width: int, height: int) -> Fold:
    """The fold of a page that is kept whole."""
    return Fold(np.array([0]), np.array([height]), np.array([0]), width)


def fold_of(page: Image) -> Fold:
    """The fold of a page, uint8 (height, width, 3), without its long empty rows and its empty sides.

    Empty rows are plain background, or the vertical frame of a card. Text has no empty stretch of that
    length, except in long vertical strokes. A side is empty where it is empty in all rows of a stretch.
    """
    removed = _removed(_is_empty(page))
    starts = np.array([0, *(end for _, end in removed)])
    ends = np.array([*(start for start, _ in removed), len(page)])
    lefts, width = _sides(page, list(zip(starts, ends, strict=True)))
    return Fold(starts, ends, lefts, width)


def _is_empty(page: Image) -> NDArray[np.bool_]:
    """For every row but the last: whether the next row is the same."""
    rows = page.reshape(page.shape[0], -1)
    if len(rows) < 2:
        return np.zeros(0, np.bool_)
    empty: NDArray[np.bool_] = np.asarray(cv2.absdiff(rows[1:], rows[:-1])).max(axis=1) <= TOLERANCE
    return empty


def _removed(is_empty: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The first row of each stretch to remove, and the first row after it."""
    edges = np.flatnonzero(np.diff(is_empty, prepend=False, append=False)).reshape(-1, 2)
    stretches = ((int(start) + MARGIN, int(end) + 1 - MARGIN) for start, end in edges)
    return [(start, end) for start, end in stretches if end - start >= MIN_FOLDED]


def _sides(page: Image, stretches: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], int]:
    """The first column of each stretch of rows, and the number of columns that every stretch needs."""
    full_width = page.shape[1]
    whole = np.zeros(len(stretches), np.int64), full_width
    spans = []
    for top, bottom in stretches:
        rows = page[top:bottom]
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
    """The first column of the content and its margin, and the first column after them. (0, 0) for none."""
    if rows.shape[1] < 2:
        return 0, rows.shape[1]
    changes = np.asarray(cv2.absdiff(rows[:, 1:], rows[:, :-1])).max(axis=0).max(axis=1) > TOLERANCE
    columns = np.flatnonzero(changes)
    if not len(columns):
        return 0, 0
    return max(0, int(columns[0]) + 1 - MARGIN), min(rows.shape[1], int(columns[-1]) + 1 + MARGIN)
