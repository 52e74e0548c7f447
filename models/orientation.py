"""The direction of a line: which ways a crop is worth reading, and which reading to believe."""

from collections.abc import Sequence

from models.page import TextLine

TALL = 1.5
"""A crop this many times taller than wide is a line that runs downwards (PaddleOCR's own figure)."""

LONE = 3.0
"""Below this many times its width a tall crop may also be a lone narrow character, an upright 1 or l."""

SURE = 0.9
"""A first reading with this score is believed at once: lines that are read upside-down rarely reach it."""

MARGIN = 0.05
"""By how much a later reading's score must exceed the first one's: the likelier direction has the benefit."""


def first_turn(height: int, width: int) -> int:
    """The likeliest reading of a crop of that size, in quarter turns against the clock."""
    return 1 if height >= LONE * width else 0


def further_turns(height: int, width: int, *, upside_down: bool) -> tuple[int, ...]:
    """Other readings that are worth a try; `upside_down` is the classifier's word on the first one."""
    first = first_turn(height, width)
    opposite = (first + 2,) if upside_down else ()
    sideways = (1, 3) if TALL * width <= height < LONE * width else ()
    return opposite + sideways


def likeliest(readings: Sequence[TextLine]) -> TextLine:
    """The first of several readings of one crop, unless a later one is clearly surer."""
    return max(readings, key=lambda line: line.score + MARGIN * (line is readings[0]))
