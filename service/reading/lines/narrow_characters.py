"""Narrow characters alone, such as !, in regions that are read as rotated; docs/decisions/0062."""

from collections.abc import Sequence
from dataclasses import replace

from models.geometry import between, side_lengths
from models.page import TextLine
from service.reading.crop import Crop
from service.reading.page_stages import LineStages

NARROW = frozenset("!！:：;；ij")
"""The characters that are looked for. 1, l, I and | look like each other, and like borders of boxes."""

MOST_HEIGHT = 7.0
"""Widths. The largest height of a region of a narrow character. Rendered marks have at most 6."""

MIN_ROTATED_SCORE = 0.8
"""A rotated line of at least two characters with this score is text. Narrow characters that are read as
rotated are one character, or score at most 0.6."""

MIN_SCORE = 0.9
"""The lowest score of a narrow character. Drawn in 14 to 24 pixels in four fonts, 51 of 54 have more."""

WIDTH = 0.5
"""Heights of the region. The width that is cut out. A region as wide as the mark alone is often misread."""


def with_narrow_characters(
    crops: Sequence[Crop], lines: Sequence[TextLine], stages: LineStages
) -> list[TextLine]:
    """The lines, in which a very tall region is a narrow character if it is read as one without a rotation.

    crops: the crop of each line at its first rotation.
    """
    read = list(lines)
    doubtful = [i for i, pair in enumerate(zip(crops, lines, strict=True)) if _is_doubtful(*pair)]
    upright = [_upright(crops[i]) for i in doubtful]
    for i, crop, text in zip(doubtful, upright, stages.recognize(upright), strict=True):
        if text.text in NARROW and text.score >= MIN_SCORE:
            read[i] = crop.to_line(text)
    return read


def _is_doubtful(crop: Crop, line: TextLine) -> bool:
    """Whether a crop was first read as rotated, and may be a narrow character."""
    if crop.quarters != 1 or (len(line.text) > 1 and line.score >= MIN_ROTATED_SCORE):
        return False
    width, height = crop.size
    return height <= MOST_HEIGHT * width


def _upright(crop: Crop) -> Crop:
    """The crop without a rotation, with room on both sides."""
    width, height = side_lengths(crop.quad)
    room = (WIDTH * height - width) / 2 / width
    return replace(crop, quarters=0, quad_with_margin=between(crop.quad, -room, 1 + room))
