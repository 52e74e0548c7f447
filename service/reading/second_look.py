"""The second look: lines whose first reading leaves their direction in doubt are read in other ways."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from models.catalog.parameters import OrientationParameters, RecognizerParameters
from models.geometry import rotated_corners
from models.orientation.lines import classified_quarters, further_quarters, is_doubtful, likeliest
from models.orientation.vertical import are_upright, as_column, probes
from models.page import TextLine
from service.reading.crop import Crop, Pieces

Ask = Callable[[str, Sequence[Any]], list[Any]]
"""A stage and its items, to the results in their order."""

Look = tuple[Crop, TextLine]


def looked_again(
    crops: Sequence[Crop], lines: Sequence[TextLine], ask: Ask, parameters: RecognizerParameters
) -> list[TextLine]:
    """The likeliest reading of each crop, given the first one; columns start at their own first corner."""
    looks = list(zip(crops, lines, strict=True))
    orientation, height = parameters.orientation, parameters.strip_height
    doubtful = [i for i, (crop, line) in enumerate(looks) if is_doubtful(line, *crop.size[::-1], orientation)]
    others = _looked_otherwise([looks[i] for i in doubtful], ask, orientation)
    for i, look in zip(doubtful, others, strict=True):
        looks[i] = look
    downwards = [i for i, (crop, _) in enumerate(looks) if crop.quarters == 1]
    read = [line for _, line in looks]
    for i, is_column in zip(downwards, are_columns([looks[i] for i in downwards], ask, height), strict=True):
        read[i] = as_column(read[i]) if is_column else read[i]
    return read


def are_columns(looks: Sequence[Look], ask: Ask, strip_height: int) -> list[bool]:
    """Whether the characters of lines that were read turned stand upright, one below the other."""
    shown = [probes(line.characters) for _, line in looks]
    asked = [i for i, some in enumerate(shown) if some]
    pieces = [
        Pieces(looks[i][0].page, tuple(rotated_corners(each.quad, -1) for each in shown[i]), strip_height)
        for i in asked
    ]
    read = dict(zip(asked, ask("recognize", pieces), strict=True))
    return [i in read and are_upright(some, read[i].text) for i, some in enumerate(shown)]


def _looked_otherwise(looks: Sequence[Look], ask: Ask, parameters: OrientationParameters) -> list[Look]:
    """The likeliest of each crop's readings, of which it had one."""
    upside_down = ask("classify", [_as_classified(crop) for crop, _ in looks])
    others = [_other_crops(crop, hint) for (crop, _), hint in zip(looks, upside_down, strict=True)]
    read = iter(ask("recognize", [crop for each in others for crop in each]))
    further = [[(crop, crop.line(next(read))) for crop in each] for each in others]
    return [_likeliest([first, *rest], parameters) for first, rest in zip(looks, further, strict=True)]


def _as_classified(crop: Crop) -> Crop:
    """As the classifier has to see it, which room around a line confuses now and then."""
    width, height = crop.size
    return replace(crop, quarters=classified_quarters(height, width), seen=None)


def _other_crops(crop: Crop, upside_down: bool) -> list[Crop]:
    width, height = crop.size
    quarters = further_quarters(height, width, upside_down=upside_down)
    return [replace(crop, quarters=quarters, spelt=crop.spelt or quarters == 1) for quarters in quarters]


def _likeliest(looks: Sequence[Look], parameters: OrientationParameters) -> Look:
    width, height = looks[0][0].size
    return looks[likeliest([line for _, line in looks], height, width, parameters)]
