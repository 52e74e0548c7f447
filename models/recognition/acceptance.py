"""Which readings are accepted as text: icons, textures and photographs are read with low scores."""

from models.catalog.line_parameters import AcceptanceParameters
from models.page import TextLine


def is_accepted(line: TextLine, detection_score: float, parameters: AcceptanceParameters) -> bool:
    """Whether a line is text, judged by its score, its characters, and the detector's score of its region."""
    return bool(line.text) and line.score >= _min_score(line.text, detection_score, parameters)


def _min_score(text: str, detection_score: float, parameters: AcceptanceParameters) -> float:
    has_words = any(map(str.isalnum, text))
    distinct = len(set(text))
    if detection_score < parameters.sure_detection and (distinct == 1 or not has_words):
        return parameters.min_score_doubtful
    if not has_words:
        return parameters.min_score_symbols
    if distinct == 1:
        return parameters.min_score_single
    return parameters.min_score_short if distinct <= parameters.short_distinct else parameters.min_score
