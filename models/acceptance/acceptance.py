"""The lines of a page that are accepted as text; docs/decisions/0044."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from models.acceptance.evidence import Evidence, evidence, repeated
from models.acceptance.surroundings import surroundings
from models.catalog.line_parameters import AcceptanceParameters
from models.geometry import boxes_of
from models.page import TextLine

SHORT, USUAL, LONG = 2, 3, 5
"""Numbers of different characters. A sure line has at least SHORT, and as many letters, digits or ideographs.
The more it has, the less it must score. One with LONG is judged by its score alone."""


def accepted(
    lines: Sequence[TextLine], detection_scores: Sequence[float], parameters: AcceptanceParameters
) -> list[bool]:
    """Whether each line of a page is text.

    detection_scores: the detector's score of the region of each line. Sure lines are text. A doubtful line is
    judged by its evidence, and the sure lines are its surroundings.
    """
    doubtful = page_evidence(lines, detection_scores, parameters)
    return [
        is_sure(line, score, parameters)
        if found is None
        else log_odds(found, parameters) >= parameters.min_log_odds
        for line, score, found in zip(lines, detection_scores, doubtful, strict=True)
    ]


def page_evidence(
    lines: Sequence[TextLine], detection_scores: Sequence[float], parameters: AcceptanceParameters
) -> list[Evidence | None]:
    """The evidence of each doubtful line of a page. None for all other lines."""
    sure = [is_sure(*each, parameters) for each in zip(lines, detection_scores, strict=True)]
    boxes = boxes_of([line.quad for line in lines])
    others = boxes[np.array(sure, bool)]
    repeats = () if any(sure) else (repeated(line.text) for line in lines)
    patterns = Counter(filter(None, repeats))
    return [
        None
        if is_known or not _is_short(line.text)
        else evidence(
            text=line.text,
            scores=line.scores or (line.score,),
            detection_score=score,
            around=surroundings(box, others),
            alike=patterns[repeated(line.text)],
        )
        for line, score, box, is_known in zip(lines, detection_scores, boxes, sure, strict=True)
    ]


def is_sure(line: TextLine, detection_score: float, parameters: AcceptanceParameters) -> bool:
    """Whether a line is certainly text, from its characters and scores alone."""
    different = _different(line.text)
    if different < SHORT or _letters(line.text) < SHORT:
        return False
    if different >= LONG:
        return line.score >= parameters.sure_score_long
    if different >= USUAL and line.score >= parameters.sure_score:
        return True
    return line.score >= parameters.sure_score_short and detection_score >= parameters.sure_detection


def log_odds(found: Evidence, parameters: AcceptanceParameters) -> float:
    """The natural logarithm of the odds that a doubtful line is text."""
    weights = parameters.weights
    products = (getattr(weights, name) * value for name, value in found._asdict().items())
    return float(weights.bias + sum(products))


def _is_short(text: str) -> bool:
    """Whether a text is not empty, and is not judged by its score alone."""
    return bool(text.strip()) and (_different(text) < LONG or _letters(text) < SHORT)


def _letters(text: str) -> int:
    """The number of letters, digits and ideographs."""
    return sum(map(str.isalnum, text))


def _different(text: str) -> int:
    """The number of different visible characters."""
    return len({*text} - {" "})
