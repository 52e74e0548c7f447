"""The rotation of a page, found from the quads of its lines and the text of a few; docs/decisions/0020."""

from collections.abc import Sequence
from dataclasses import replace

from models.catalog.line_parameters import RecognizerParameters
from models.detection.search import Search
from models.geometry import middle, side_lengths
from models.orientation.lines import TALL
from models.orientation.page import aligned_quads, page_axis
from models.orientation.rotation import Rotation, rotation_of
from models.page import Image, Quad
from service.reading.crop import Crop
from service.reading.lines.line_orientation import RecognizedCrop, are_columns
from service.reading.page_stages import LineStages

PIXEL_SHARE = 0.5
"""Canvas pixels of the search for the direction of a page, as a share of those of the first pass."""

CLASSIFIED_LINES = 9
"""The largest number of lines that are classified: the longest ones. The majority decides."""

RECOGNIZED_LINES = 3
"""The largest number of lines that are recognized to check the majority: the shortest classified ones."""

SAMPLE_ASPECT = 5.0
"""Length divided by height. A longer line is cut to its middle with this ratio before it is recognized."""

MIN_ANGLE = 2.0
"""Degrees. A page is not rotated by less, because each crop is cut along its own line anyway."""


def direction_search(first: Search) -> Search:
    """The search for the direction of a page: its first pass, but with fewer pixels.

    The pixels are enough to find the longer lines.
    """
    (view,) = first.views
    smaller = view.with_pixels(PIXEL_SHARE * view.size[0] * view.size[1])
    return Search.of(smaller, (view.part,))


def page_rotation(
    image: Image, quads: Sequence[Quad], stages: LineStages, parameters: RecognizerParameters
) -> Rotation | None:
    """The rotation that makes a page with these quads upright.

    None if the page is rotated by less than MIN_ANGLE, or has no long lines.
    """
    axis = page_axis(quads)
    lines = [quad for quad in aligned_quads(quads, axis)[:CLASSIFIED_LINES] if _is_long(quad)]
    if not lines:
        return None
    degrees = (axis + 90 * _quarters(image, lines, stages, parameters) + 180) % 360 - 180
    return rotation_of(image.shape[1], image.shape[0], quads, degrees) if abs(degrees) >= MIN_ANGLE else None


def _quarters(
    image: Image, lines: Sequence[Quad], stages: LineStages, parameters: RecognizerParameters
) -> int:
    """The number of 90° clockwise rotations from the direction of the quads to that of the text."""
    upside_down = stages.classify([Crop(image, quad, 0, with_characters=False) for quad in lines])
    quarters = 2 if 2 * sum(upside_down) > len(upside_down) else 0
    samples = [middle(quad, SAMPLE_ASPECT) for quad in lines[-RECOGNIZED_LINES:]]
    crops = [Crop(image, quad, quarters, with_characters=True) for quad in samples]
    candidates = _recognized(crops, stages)
    if _mean_score(candidates) < parameters.orientation.upright_page_score:
        others = _recognized([replace(crop, quarters=2 - quarters) for crop in crops], stages)
        candidates = max(candidates, others, key=_mean_score)
    columns = are_columns(candidates, stages, parameters.strip_height)
    return candidates[0].crop.quarters - (2 * sum(columns) > len(columns))


def _recognized(crops: Sequence[Crop], stages: LineStages) -> list[RecognizedCrop]:
    texts = stages.recognize(crops)
    return [RecognizedCrop(crop, crop.to_line(text)) for crop, text in zip(crops, texts, strict=True)]


def _mean_score(candidates: Sequence[RecognizedCrop]) -> float:
    return sum(line.score for _, line in candidates) / len(candidates)


def _is_long(quad: Quad) -> bool:
    width, height = side_lengths(quad)
    return width > TALL * height
