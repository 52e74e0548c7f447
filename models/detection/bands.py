"""Closer looks in bands: one that was searched in one go would hold up all others for long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.catalog.parameters import BandRule
from models.detection.merging import sewn
from models.detection.tiles import Tile
from models.detection.view import View
from models.page import Region
from models.preprocess import shaped

LARGE = 700_000
"""Pixels as seen above which a view is cut. What large pages are searched for in one go, small ones wait; and
a pixel costs less on a canvas that fits the nearer caches, as much as the shared rows cost."""

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """A view, the parts of what it shows that are searched instead, from the top down, and their views."""

    whole: View
    tiles: tuple[Tile, ...]
    views: tuple[View, ...]

    def regions(self, found: Sequence[Sequence[Region]]) -> list[Region]:
        """What was found in each, as regions of the view's picture."""
        if len(self.views) == 1:
            return list(found[0])  # of the view itself, which the detector unfolds
        regions, fold = sewn(self.tiles, found), self.whole.fold
        return [replace(each, quad=fold.unfolded(each.quad)) for each in regions] if fold else regions


def bands_of(view: View, known: Sequence[Region], rule: BandRule) -> Bands:
    """The bands of a view of a picture in which these regions were found before; itself, if it is not large.

    No high line among them is cut.
    """
    (width, height), (across, down) = view.shape, view.size
    seen = down / height
    count = -(-across * down // LARGE)
    cuts = (
        _cuts(height, count, _held_together(view, known, seen, rule), rule.overlap / seen)
        if count > 1
        else []
    )
    if not cuts:
        return Bands(view, (Tile(0, 0, width, height),), (view,))
    half, shown = round(rule.overlap / seen / 2), view.shown
    tiles = [
        Tile(0, max(0, top - half), width, min(height, bottom + half))
        for top, bottom in pairwise((0, *cuts, height))
    ]
    sizes = [
        shaped(width, tile.bottom - tile.top, across * seen * (tile.bottom - tile.top)) for tile in tiles
    ]
    views = [View(shown[tile.top : tile.bottom], size) for tile, size in zip(tiles, sizes, strict=True)]
    return Bands(view, tuple(tiles), tuple(views))


def _held_together(view: View, known: Sequence[Region], seen: float, rule: BandRule) -> Rows:
    """From where to where no cut may be, (lines, 2), in rows of what is shown."""
    rows = np.reshape([region.quad[:, 1] for region in known], (-1, 4)).astype(float)
    if view.fold:
        rows = view.fold.folded_rows(rows)
    reach = np.stack([rows.min(axis=1), rows.max(axis=1)], axis=1)
    held: Rows = (
        reach[reach[:, 1] - reach[:, 0] > rule.whole_height / seen]
        + np.array([-rule.context, rule.context]) / seen
    )
    return held


def _cuts(height: int, count: int, held: Rows, shared: float) -> list[int]:
    """Where to cut so many bands: as near to equal heights as what is held together lets."""
    is_free = np.ones(height, np.bool_)
    for top, bottom in held:
        is_free[max(0, int(top)) : max(0, int(bottom) + 1)] = False
    rows = np.flatnonzero(is_free)
    cuts: list[int] = []
    for wanted in height * np.arange(1, count) / count if len(rows) else ():
        cut = int(rows[np.abs(rows - wanted).argmin()])
        if min(cut - max([0, *cuts]), height - cut) > 2 * shared:
            cuts.append(cut)
    return cuts
