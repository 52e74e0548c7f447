"""Searches: a first pass over a picture, and a second one at a larger scale if that shows its text better."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.catalog.detector_parameters import CanvasRule, DetectorParameters, SecondPassRule
from models.detection.bands import bands
from models.detection.cut import Cut
from models.detection.nesting import has_nested
from models.detection.part import Part
from models.detection.text_height import text_heights
from models.detection.view import View, first_view
from models.geometry import side_lengths
from models.page import Image, Quad, Region


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """One pass over a picture: its cut, and the view of each part."""

    cut: Cut
    views: tuple[View, ...]

    @classmethod
    def of(cls, view: View, parts: tuple[Part, ...]) -> "Search":
        """The search of a view in parts, at the view's scale."""
        return cls(Cut(view.fold, parts), tuple(view.of_part(part) for part in parts))

    def merged(self, found: Sequence[Sequence[Region]]) -> list[Region]:
        """The regions of the picture, given those of each view."""
        return self.cut.merged(found)


def first_search(picture: Image, rule: CanvasRule) -> Search:
    """The first pass over a picture: one view of all of it."""
    view = first_view(picture, rule)
    return Search.of(view, (view.part,))


def second_search(first: Search, found: Sequence[Region], parameters: DetectorParameters) -> Search | None:
    """The second pass, given the regions of the first one. None if the first one was enough."""
    (view,) = first.views
    larger = second_view(view, [region.quad for region in found], parameters)
    return Search.of(larger, bands(larger, found, parameters.bands)) if larger else None


def second_view(view: View, found: Sequence[Quad], parameters: DetectorParameters) -> View | None:
    """The view for a second pass, given the quads that the first one found. None if one pass is enough.

    A picture in which nothing was found is not enlarged beyond its own scale.
    """
    rule = parameters.second_pass
    pixels = view.size[0] * view.size[1]
    wanted = min(pixels * _growth(view, found, rule) ** 2, rule.max_pixels)
    return view.with_pixels(wanted) if wanted >= rule.min_growth * pixels else None


def _growth(view: View, found: Sequence[Quad], rule: SecondPassRule) -> float:
    """The side of the canvas of the second pass divided by that of the first. 1 if one pass is enough."""
    if not found:
        return min(rule.target_height / rule.missed_height, 1 / view.scale)
    height = _seen_height(view, found, rule)
    if height < rule.single_pass_height:
        return rule.target_height / max(height, rule.missed_height / 2)
    return rule.nested_growth if has_nested(found) else 1.0


def _seen_height(view: View, found: Sequence[Quad], rule: SecondPassRule) -> float:
    """The height of the small lines in canvas pixels: of their regions, or by their ink if that is less."""
    heights = [min(side_lengths(quad)) for quad in found]
    max_height = 2 * rule.single_pass_height / view.scale
    by_ink = text_heights(view.picture, found, rule.ink_ratio, max_height)
    return min(_quantile(each, rule.height_quantile) for each in (heights, by_ink) if each) * view.scale


def _quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[int(share * len(values))]
