"""What is text: readings that are sure enough for what they say, and not of icons, textures and photos.

How often readings were text was counted on screens, receipts and rendered pages, which this fits best.
"""

from models.page import TextLine

LABEL = 4
"""A line of so few different characters has no words to vouch for it."""

LOWEST_ALONE = 0.98
"""Of lines of one character 15 of 16 that are less sure than this are no text, of surer ones one in seven. A
line that says one character over and over is no better: a row of windows, or of stars."""

LOWEST_OF_A_LABEL = 0.85
"""Seven of nine lines of two to four characters that are less sure than this are no text, or misread."""

LOWEST = 0.7
"""None of nine longer lines that were less sure than this was text."""

LOWEST_OF_SIGNS = 0.99
"""Arrows, dots and stars are drawn far more often than written: of 80 lines without a letter or a digit six
were text, four of them surer than this, and two surer ones were none."""

CLEAR, LOWEST_IN_DOUBT = 0.8, 0.998
"""Of 119 lines of one character that were text the detector was less sure than this of ten, and of two of
those the recognizer was less sure than that; of nine that were none it was of seven."""


def is_accepted(line: TextLine, seen: float) -> bool:
    """Whether a line is taken as text, by its score, by what it says, and by how surely it was seen."""
    return bool(line.text) and line.score >= _lowest(line.text, seen)


def _lowest(text: str, seen: float) -> float:
    has_words = any(map(str.isalnum, text))
    different = len(set(text))
    if seen < CLEAR and (different == 1 or not has_words):
        return LOWEST_IN_DOUBT
    if not has_words:
        return LOWEST_OF_SIGNS
    if different == 1:
        return LOWEST_ALONE
    return LOWEST_OF_A_LABEL if different <= LABEL else LOWEST
