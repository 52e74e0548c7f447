"""The direction of a line: which ways a crop is worth reading, and which reading to believe."""

from collections.abc import Sequence

from models.catalog.parameters import OrientationParameters
from models.orientation.vertical import is_square
from models.page import TextLine

TALL = 1.5
"""A crop this many times taller than wide is a line that runs downwards (PaddleOCR's own figure)."""

LONE = 3.0
"""Below this many times its width a tall crop may also be a lone narrow character, an upright 1 or l."""

SPARSE = 0.5
"""A reading with fewer characters than this many squares along its crop has missed some."""


def first_quarters(height: int, width: int) -> int:
    """The likeliest reading of a crop of that size, in quarter turns against the clock."""
    return 1 if height >= LONE * width else 0


def classified_quarters(height: int, width: int) -> int:
    """The turn in which the classifier is asked whether a crop of that size is upside-down."""
    return 1 if height >= TALL * width else 0


def further_quarters(height: int, width: int, *, upside_down: bool) -> tuple[int, ...]:
    """Other readings that are worth a try, the likelier first, by the classifier's word."""
    if TALL * width <= height < LONE * width:
        return (3, 1) if upside_down else (1, 3)
    return (first_quarters(height, width) + 2,) if upside_down else ()


def is_doubtful(line: TextLine, height: int, width: int, parameters: OrientationParameters) -> bool:
    """Whether the first reading of a crop of that size calls for others."""
    return line.score < parameters.sure_score or _is_part(line.text, height, width)


def likeliest(
    readings: Sequence[TextLine], height: int, width: int, parameters: OrientationParameters
) -> int:
    """Which of several readings of one crop: the surest one, an earlier one where they are alike.

    A lone character is believed in the first reading alone: turned, most look like another one.
    """
    scores = [line.score * (len(line.text) > 1) for line in readings]
    scores[0] = readings[0].score + _benefit(readings[0].text, height, width, parameters.min_lead)
    return scores.index(max(scores))


def _benefit(text: str, height: int, width: int, min_lead: float) -> float:
    """How much is added to the score of the first reading."""
    if _is_part(text, height, width):
        return -min_lead
    return min_lead if height < TALL * width else 0.0


def _is_part(text: str, height: int, width: int) -> bool:
    """Whether a crop of that size must hold more than that: several squares, if it is tall and has one."""
    if TALL * width <= height < LONE * width:
        return any(map(is_square, text))
    return len(text) < SPARSE * max(height, width) / min(height, width)
