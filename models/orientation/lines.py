"""The orientation of a line: at which rotations its crop is recognized, and which result is kept.

A rotation is a number of quarters: 1 is a rotation by 90° counterclockwise; docs/decisions/0003.
"""

from collections.abc import Sequence

from models.catalog.line_parameters import OrientationParameters
from models.orientation.vertical import is_square
from models.page import TextLine

TALL = 1.5
"""Height divided by width. A crop at or above this ratio is a vertical or a rotated line. PaddleOCR uses the
same ratio."""

VERY_TALL = 3.0
"""Height divided by width. A tall crop below this ratio may also be a single narrow character, such as 1."""

SPARSE = 0.5
"""Characters per square. A crop ten times as long as high has room for ten squares, so a text of fewer than
five characters covers only a part of it."""


def first_quarters(height: int, width: int) -> int:
    """The likeliest rotation of a crop of that size, which is recognized first."""
    return 1 if height >= VERY_TALL * width else 0


def classified_quarters(height: int, width: int) -> int:
    """The rotation at which the classifier gets a crop of that size. It makes tall crops horizontal."""
    return 1 if height >= TALL * width else 0


def further_quarters(height: int, width: int, *, upside_down: bool) -> tuple[int, ...]:
    """The rotations to recognize after the first one, the likelier first.

    upside_down: the result of the classifier.
    """
    if TALL * width <= height < VERY_TALL * width:
        return (3, 1) if upside_down else (1, 3)
    return (first_quarters(height, width) + 2,) if upside_down else ()


def is_doubtful(line: TextLine, height: int, width: int, parameters: OrientationParameters) -> bool:
    """Whether other rotations of a crop must be recognized after the first one gave this line."""
    return line.score < parameters.sure_score or _is_incomplete(line.text, height, width)


def likeliest(
    candidates: Sequence[TextLine], height: int, width: int, parameters: OrientationParameters
) -> int:
    """The index of the most likely line among the results of several rotations of one crop.

    Scores decide, and the earlier line wins a tie. A single character is accepted from the first rotation
    only, because most single characters look like another one when they are rotated.
    """
    scores = [line.score * (len(line.text) > 1) for line in candidates]
    scores[0] = candidates[0].score + _bonus(candidates[0].text, height, width, parameters.min_lead)
    return scores.index(max(scores))


def _bonus(text: str, height: int, width: int, min_lead: float) -> float:
    """The amount that is added to the score of the first rotation."""
    if _is_incomplete(text, height, width):
        return -min_lead
    return min_lead if height < TALL * width else 0.0


def _is_incomplete(text: str, height: int, width: int) -> bool:
    """Whether a text is too short for a crop of that size.

    A crop that is tall, but not very tall, holds several square characters if any: one below the other. Read
    without a rotation, it gives only one of them.
    """
    if TALL * width <= height < VERY_TALL * width:
        return any(map(is_square, text))
    return len(text) < SPARSE * max(height, width) / min(height, width)
