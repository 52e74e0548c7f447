"""The orientation of lines: doubtful ones are recognized at other rotations, and columns are found."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from models.catalog.line_parameters import OrientationParameters, RecognizerParameters
from models.geometry import rotated_corners
from models.orientation.lines import classified_quarters, further_quarters, is_doubtful, likeliest
from models.orientation.vertical import are_upright, as_column, probes
from models.page import Character, Image, TextLine
from service.reading.crop import Crop, JoinedCrops
from service.reading.page_stages import LineStages


class RecognizedCrop(NamedTuple):
    """A crop at one rotation, and the line that was recognized in it."""

    crop: Crop
    line: TextLine


def oriented_lines(
    candidates: Sequence[RecognizedCrop], stages: LineStages, parameters: RecognizerParameters
) -> list[TextLine]:
    """The most likely line of each crop, given its line at the first rotation.

    A line that turns out to be a column of upright characters starts at the column's top left.
    """
    best = list(candidates)
    doubtful = [i for i, each in enumerate(best) if _is_doubtful(each, parameters.orientation)]
    chosen = _best_rotations([best[i] for i in doubtful], stages, parameters.orientation)
    for i, candidate in zip(doubtful, chosen, strict=True):
        best[i] = candidate
    lines = [line for _, line in best]
    rotated = [i for i, (crop, _) in enumerate(best) if crop.quarters == 1]
    columns = are_columns([best[i] for i in rotated], stages, parameters.strip_height)
    for i, is_column in zip(rotated, columns, strict=True):
        lines[i] = as_column(lines[i]) if is_column else lines[i]
    return lines


def are_columns(candidates: Sequence[RecognizedCrop], stages: LineStages, strip_height: int) -> list[bool]:
    """Whether each line is a column of upright characters. All crops are rotated by 90° counterclockwise."""
    probed = [probes(line.characters) for _, line in candidates]
    with_probes = [i for i, characters in enumerate(probed) if characters]
    joined = [_unrotated(candidates[i].crop.page, probed[i], strip_height) for i in with_probes]
    recognized = dict(zip(with_probes, stages.recognize(joined), strict=True))
    return [
        i in recognized and are_upright(characters, recognized[i].text) for i, characters in enumerate(probed)
    ]


def _unrotated(page: Image, characters: Sequence[Character], strip_height: int) -> JoinedCrops:
    """Characters of a rotated line, cut out without the rotation and joined side by side."""
    quads = tuple(rotated_corners(each.quad, -1) for each in characters)
    return JoinedCrops(page, quads, strip_height)


def _is_doubtful(candidate: RecognizedCrop, parameters: OrientationParameters) -> bool:
    width, height = candidate.crop.size
    return is_doubtful(candidate.line, height, width, parameters)


def _best_rotations(
    candidates: Sequence[RecognizedCrop], stages: LineStages, parameters: OrientationParameters
) -> list[RecognizedCrop]:
    """The most likely rotation of each crop with its line, given those of the first rotation."""
    upside_down = stages.classify([_for_classifier(crop) for crop, _ in candidates])
    further = [_further_crops(crop, hint) for (crop, _), hint in zip(candidates, upside_down, strict=True)]
    texts = iter(stages.recognize([crop for crops in further for crop in crops]))
    others = [[RecognizedCrop(crop, crop.to_line(next(texts))) for crop in crops] for crops in further]
    return [_likeliest([first, *rest], parameters) for first, rest in zip(candidates, others, strict=True)]


def _for_classifier(crop: Crop) -> Crop:
    """The crop as the classifier gets it: horizontal and without a margin, which would cause errors."""
    width, height = crop.size
    return replace(crop, quarters=classified_quarters(height, width), quad_with_margin=None)


def _further_crops(crop: Crop, upside_down: bool) -> list[Crop]:
    width, height = crop.size
    rotations = further_quarters(height, width, upside_down=upside_down)
    return [_rotated(crop, quarters) for quarters in rotations]


def _rotated(crop: Crop, quarters: int) -> Crop:
    """The crop at another rotation. `are_columns` needs the characters of a crop rotated by 90°."""
    return replace(crop, quarters=quarters, with_characters=crop.with_characters or quarters == 1)


def _likeliest(candidates: Sequence[RecognizedCrop], parameters: OrientationParameters) -> RecognizedCrop:
    width, height = candidates[0].crop.size
    return candidates[likeliest([line for _, line in candidates], height, width, parameters)]
