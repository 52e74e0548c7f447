"""Marks that come in pairs: brackets, quotation marks, and bars."""

from collections.abc import Mapping

from models.recognition.reading import Reading

HALF_WIDTH = str.maketrans("［］（）｛｝｜'", "[](){}|’")
"""Full-width brackets and the apostrophe to the marks that partners are looked up as."""

_PAIRS = ("‘’", "“”", "[]", "()", "{}", "「」", "『』", "《》", "【】", "〈〉", "〔〕")

PARTNERS: Mapping[str, str] = {"|": "|"} | {pair[i]: pair[1 - i] for pair in _PAIRS for i in (0, 1)}
"""Mark → the one that must be in the line for it to be added. Borders of buttons look like these marks."""

PAIRED = frozenset("".join(PARTNERS) + "［］（）｛｝｜'")
"""All marks that have a partner."""


def has_partners(reading: Reading) -> bool:
    """Whether a reading has a mark whose partner may be missing."""
    return not PAIRED.isdisjoint(reading.characters)


def has_partner_of(reading: Reading, mark: str) -> bool:
    """Whether a mark has its partner in the reading, or needs none."""
    return PARTNERS.get(mark, "") in "".join(reading.characters).translate(HALF_WIDTH)
