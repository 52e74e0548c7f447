"""Pages without empty stretches: rows in which nothing happens are folded away before a page is searched."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image, Quad

STILL = 6
"""By how many levels of 255 a pixel may differ from the one above it where nothing happens."""

MARGIN = 32
"""Rows of a still stretch that stay on either side of the fold, so that lines keep their surroundings."""

WORTH = 32
"""A stretch loses this many rows or more, or stays as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Which rows of a page stay: the first of each part, and the first after it."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    @property
    def height(self) -> int:
        """The number of rows that stay."""
        return int((self.ends - self.starts).sum())

    def folded(self, image: Image) -> Image:
        """The page without the others: uint8 (height, width, 3), a copy."""
        parts = [image[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        return cv2.vconcat(parts).astype(np.uint8, copy=False)

    def unfolded(self, quad: Quad) -> Quad:
        """Where a quad that was found on the folded page is on the page.

        A corner that reaches over a seam into empty rows stays with the part in which its line stands.
        """
        seams = np.cumsum(self.ends - self.starts)[:-1]
        down = quad[:, 1]
        inwards = down + (MARGIN - 1) * np.sign(down.mean() - down)
        parts = np.searchsorted(seams, inwards, side="right")
        moved = down + (self.starts - np.array([0, *seams]))[parts]
        return np.column_stack([quad[:, 0], moved]).astype(np.float32)


def fold_of(image: Image) -> Fold | None:
    """What can be folded away of a page, uint8 (height, width, 3); None where that is nothing.

    Nothing happens in rows of a plain ground, or between the frames at the left and right of a card; text
    has no such stretches, but for strokes that run straight down for long.
    """
    cuts = _cuts(_still(image))
    if not cuts:
        return None
    return Fold(
        np.array([0, *(end for _, end in cuts)]), np.array([*(start for start, _ in cuts), len(image)])
    )


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
