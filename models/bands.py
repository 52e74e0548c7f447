"""Large views in bands: one that was searched in one go would hold up all others for long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.page import Region
from models.preprocess import shaped
from models.seams import sewn
from models.tiles import Tile, spread
from models.view import View

LARGE = 700_000
"""Pixels as seen above which a view is cut. What large pages are searched for in one go, small ones wait; and
a pixel costs less on a canvas that fits the nearer caches, as much as the shared rows cost."""

SHARED = 96
"""Pixels as seen that a band shares with the next: what nearly all lines and their surroundings need."""


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """A view, the parts of what it shows that are searched instead, from the top down, and their views."""

    whole: View
    tiles: tuple[Tile, ...]
    views: tuple[View, ...]

    def regions(self, found: Sequence[Sequence[Region]]) -> list[Region]:
        """What was found in each, as regions of the view's picture."""
        if len(self.views) == 1:
            return list(found[0])
        regions, fold = sewn(self.tiles, found), self.whole.fold
        return [replace(each, quad=fold.unfolded(each.quad)) for each in regions] if fold else regions


def bands_of(view: View) -> Bands:
    """The bands of a view, all of one height; the view itself where it is not large."""
    (width, height), (across, down) = view.shape, view.size
    if across * down <= LARGE:
        return Bands(view, (Tile(0, 0, width, height),), (view,))
    shared = round(SHARED * height / down)
    longest = max(round(LARGE / across * height / down), 2 * shared)
    starts, length = spread(height, longest, shared)
    shown, pixels = view.shown, across * down * length / height
    return Bands(
        view,
        tuple(Tile(0, start, width, start + length) for start in starts),
        tuple(View(shown[start : start + length], shaped(width, length, pixels)) for start in starts),
    )
