"""What is text: readings that are sure enough for what they say, and not of icons, textures and photos.

How often readings were text was counted on screens, receipts and rendered pages, which this fits best.
"""

from models.page import TextLine

LONGEST_LABEL = 4
"""A line of so few characters has no words to vouch for it."""

LOWEST_ALONE = 0.98
"""Of lines of one character 15 of 16 that are less sure than this are no text, of surer ones one in seven."""

LOWEST_OF_A_LABEL = 0.85
"""Seven of nine lines of two to four characters that are less sure than this are no text, or misread."""

LOWEST = 0.7
"""None of nine longer lines that were less sure than this was text."""

LOWEST_OF_SIGNS = 0.99
"""Arrows, dots and stars are drawn far more often than written: of 80 lines without a letter or a digit six
were text, four of them surer than this, and two surer ones were none."""


def is_credible(line: TextLine) -> bool:
    """Whether a line is taken as text, by its score and by what it says."""
    return bool(line.text) and line.score >= _lowest(line.text)


def _lowest(text: str) -> float:
    if not any(map(str.isalnum, text)):
        return LOWEST_OF_SIGNS
    if len(text) == 1:
        return LOWEST_ALONE
    return LOWEST_OF_A_LABEL if len(text) <= LONGEST_LABEL else LOWEST
