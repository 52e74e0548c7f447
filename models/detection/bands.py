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
"""Canvas pixels above which a view is cut, because one long inference would block small pages. The shared
rows cost nothing in the end: a pixel is cheaper on a canvas that fits the processor's caches."""

Rows = NDArray[np.float64]


def bands(view: View, known: Sequence[Region], rule: BandRule) -> tuple[Part, ...]:
    """The bands of a view from the top down. A view up to MAX_BAND_PIXELS has one.

    `known` are the regions that the first pass found in the picture. No cut crosses a high line among them.
    """
    scale = view.size[1] / view.part.height
    count = -(-view.size[0] * view.size[1] // MAX_BAND_PIXELS)
    cuts = _cuts(view.part.height, count, _uncut_rows(view, known, scale, rule), rule.overlap / scale)
    half = round(rule.overlap / scale / 2)
    return tuple(
        Part(0, max(0, top - half), view.part.width, min(view.part.height, bottom + half))
        for top, bottom in pairwise((0, *cuts, view.part.height))
    )


def _uncut_rows(view: View, known: Sequence[Region], scale: float, rule: BandRule) -> Rows:
    """The first and last row of the folded picture around each high line, (lines, 2)."""
    corners = np.reshape([region.quad[:, 1] for region in known], (-1, 4)).astype(float)
    rows = view.fold.folded_rows(corners)
    spans = np.stack([rows.min(axis=1), rows.max(axis=1)], axis=1)
    is_high = spans[:, 1] - spans[:, 0] > rule.whole_height / scale
    uncut: Rows = spans[is_high] + np.array([-rule.context, rule.context]) / scale
    return uncut


def _cuts(height: int, count: int, uncut: Rows, overlap: float) -> list[int]:
    """The rows at which to cut `count` bands of about equal height, outside the uncut rows."""
    is_free = np.ones(height, np.bool_)
    for top, bottom in uncut:
        is_free[max(0, int(top)) : max(0, int(bottom) + 1)] = False
    rows = np.flatnonzero(is_free)
    cuts: list[int] = []
    for wanted in height * np.arange(1, count) / count if len(rows) else ():
        cut = int(rows[np.abs(rows - wanted).argmin()])
        if min(cut - max([0, *cuts]), height - cut) > 2 * overlap:
            cuts.append(cut)
    return cuts
