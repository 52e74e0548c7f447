"""Bands: the overlapping parts in which a view with a large canvas is searched."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.catalog.detector_parameters import BandRule
from models.detection.part import Part
from models.detection.view import View
from models.page import Region

MAX_BAND_PIXELS = 700_000
"""Canvas pixels. A larger view is cut, because one long inference would block small pages. Although bands
overlap, they take 2 to 4 % less time than the view in one piece: a pixel costs less on a canvas that fits the
processor's caches; docs/decisions/0034."""

MAX_PROTECTED_PIXELS = 4_000_000
"""Canvas pixels. If bands that cut no high line are larger than this, high lines are cut too, because the
memory of an inference grows with its canvas. Regions of text that is seen too small look like high lines."""

Rows = NDArray[np.float64]


def bands(view: View, known: Sequence[Region], rule: BandRule) -> tuple[Part, ...]:
    """The bands of a view from the top down. A view up to MAX_BAND_PIXELS is one band.

    `known` are the regions that the first pass found in the picture. No cut crosses a line among them that is
    higher than `rule.whole_height`, unless a band would have more than MAX_PROTECTED_PIXELS.
    """
    scale, height = view.size[1] / view.part.height, view.part.height
    count = -(-view.size[0] * view.size[1] // MAX_BAND_PIXELS)
    protected = _protected_rows(view, known, scale, rule)
    cuts = _cuts(height, count, protected, rule.overlap / scale)
    if np.diff([0, *cuts, height]).max() * scale * view.size[0] > MAX_PROTECTED_PIXELS:
        cuts = _cuts(height, count, protected[:0], rule.overlap / scale)
    half_overlap = round(rule.overlap / scale / 2)
    return tuple(
        Part(0, max(0, top - half_overlap), view.part.width, min(height, bottom + half_overlap))
        for top, bottom in pairwise((0, *cuts, height))
    )


def _protected_rows(view: View, known: Sequence[Region], scale: float, rule: BandRule) -> Rows:
    """The ranges of rows that no cut may cross, on the folded picture: float64 (n, 2), first and last row.

    A range has a line higher than `rule.whole_height`, and `rule.context` rows above and below it.
    """
    corners = np.reshape([region.quad[:, 1] for region in known], (-1, 4)).astype(float)
    rows = view.fold.folded_rows(corners)
    spans = np.stack([rows.min(axis=1), rows.max(axis=1)], axis=1)
    is_high = spans[:, 1] - spans[:, 0] > rule.whole_height / scale
    protected: Rows = spans[is_high] + np.array([-rule.context, rule.context]) / scale
    return protected


def _cuts(height: int, count: int, protected: Rows, overlap: float) -> list[int]:
    """The rows where one band ends and the next starts, for up to `count` bands of about equal height.

    There are fewer bands where a band would be at most two overlaps high, or where all rows are protected.
    """
    is_free = np.ones(height, np.bool_)
    for top, bottom in protected:
        is_free[max(0, int(top)) : max(0, int(bottom) + 1)] = False
    rows = np.flatnonzero(is_free)
    cuts: list[int] = []
    for wanted in height * np.arange(1, count) / count if len(rows) else ():
        cut = int(rows[np.abs(rows - wanted).argmin()])
        if min(cut - max([0, *cuts]), height - cut) > 2 * overlap:
            cuts.append(cut)
    return cuts
