"""Consistency: simplified characters in traditional text are doubtful; docs/decisions/0054.

The recognizer writes the simplified form of unclear traditional characters. The opposite is rare.
"""

from collections.abc import Sequence
from typing import NamedTuple

from models.script.variants import is_variant, simplified_only, traditional_forms, traditional_only

MIN_VOTES = 3
"""The least number of characters that only traditional text has, on a traditional page or line."""

MIN_LEAD = 2
"""Traditional text has more than this many traditional-only characters per simplified-only one."""

MAX_KANA = 0.5
"""Kana per character that only one script has. A page with more is Japanese, which mixes both forms."""

SURE = 0.95
"""A simplified character that is read once with at least this probability is printed so. On rendered pages in
nine fonts, sharp to blurred, this keeps 95 of 95 and corrects 65 of 81; on others 71 of 76 and 50 of 62."""


class Read(NamedTuple):
    """A character that was read, and its probability."""

    text: str
    score: float


def doubtful_characters(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """For each line of a page the indices of its doubtful characters.

    Japanese pages have none.
    """
    page = "".join(texts)
    if _count(page, traditional_only()) < MIN_VOTES:
        return [() for _ in texts]
    kana = sum("\u3041" <= character <= "\u30ff" for character in page)
    if kana > MAX_KANA * sum(_votes(page)):
        return [() for _ in texts]
    is_traditional = _is_traditional(page)
    return [_doubtful(text) if is_traditional or _is_traditional(text) else () for text in texts]


def corrected(character: str, score: float, again: Sequence[Sequence[Read]]) -> str:
    """The character, or its traditional form.

    score: its probability. again: the characters of further readings of its place.
    """
    found = [read for reading in again for read in reading]
    variants = [read for read in found if is_variant(read.text, character) and _is_form(read.text)]
    if variants:
        return max(variants, key=lambda read: read.score).text
    sure = max([score, *(read.score for read in found if read.text == character)])
    return traditional_forms().get(character, character) if sure < SURE else character


def _doubtful(text: str) -> tuple[int, ...]:
    """The simplified-only characters of a line. A line without traditional ones is a quotation."""
    traditional, simplified = _votes(text)
    if simplified >= MIN_VOTES and not traditional:
        return ()
    return tuple(i for i, character in enumerate(text) if character in simplified_only())


def _is_traditional(text: str) -> bool:
    traditional, simplified = _votes(text)
    return traditional >= MIN_VOTES and traditional > MIN_LEAD * simplified


def _votes(text: str) -> tuple[int, int]:
    """The numbers of traditional-only and of simplified-only characters."""
    return _count(text, traditional_only()), _count(text, simplified_only())


def _count(text: str, characters: frozenset[str]) -> int:
    """The number of characters of a text that are among `characters`."""
    return sum(map(characters.__contains__, text))


def _is_form(character: str) -> bool:
    return character in traditional_only()
