"""Evidence: the quantities of a line from which the odds are computed that it is text."""

from collections.abc import Callable, Sequence
from math import log2
from typing import NamedTuple
from unicodedata import category, east_asian_width, normalize

from models.acceptance.surroundings import Surroundings
from models.recognition.certainty import certainty

MOST_CHARACTERS, MOST_ALIKE = 8, 8
"""Longer lines, and more lines of one pattern, count as these."""


class Evidence(NamedTuple):
    """The quantities of one line. Shares are of its visible characters, 0 to 1.

    `certainty` is that of the surer half of the characters, `least_certainty` that of the least sure one; see
    models/recognition/certainty.py. `detection` is the detector's score. `length` and `pattern` are binary
    logarithms: of the number of characters, and of the number of lines that repeat the same character as this
    one on a page without any sure line. The surroundings are explained in models/acceptance/surroundings.py.
    Their names with `_single` are those values for a line of one character, else 0.
    """

    certainty: float
    least_certainty: float
    detection: float
    length: float
    ideographs: float
    marks: float
    symbols: float
    symbols_certainty: float
    symbol_single: float
    column: float
    column_single: float
    smaller: float
    label: float
    pattern: float


def evidence(
    text: str, scores: Sequence[float], detection_score: float, around: Surroundings, alike: int
) -> Evidence:
    """The evidence of a line.

    scores: the probability of each visible character. alike: the number of lines of its pattern;
    0 counts as 1.
    """
    characters = "".join(text.split())
    ordered, count = sorted(scores), len(characters)
    upper_half = ordered[len(ordered) // 2 :]
    sure = certainty(sum(upper_half) / len(upper_half))
    symbols, is_single = _share(characters, is_symbol), float(count == 1)
    return Evidence(
        certainty=sure,
        least_certainty=certainty(ordered[0]),
        detection=detection_score,
        length=log2(min(count, MOST_CHARACTERS)),
        ideographs=_share(characters, _is_ideograph),
        marks=_share(characters, _is_mark),
        symbols=symbols,
        symbols_certainty=symbols * sure,
        symbol_single=symbols * is_single,
        column=around.column,
        column_single=around.column * is_single,
        smaller=around.smaller,
        label=float(around.has_label),
        pattern=log2(min(max(alike, 1), MOST_ALIKE)),
    )


def repeated(text: str) -> str:
    """The character that a line of at least two characters repeats, in any width. Empty if it has others."""
    characters = "".join(text.split())
    different = set(normalize("NFKC", characters))
    return different.pop() if len(different) == 1 and len(characters) > 1 else ""


def is_symbol(character: str) -> bool:
    """Whether a character is a drawing by its nature: a star, an arrow, a mathematical sign. No currency."""
    return category(character)[0] == "S" and category(character) != "Sc"


def _is_mark(character: str) -> bool:
    """Whether a character is punctuation or a currency sign."""
    return category(character)[0] == "P" or category(character) == "Sc"


def _is_ideograph(character: str) -> bool:
    return character.isalpha() and east_asian_width(character) in "WF"


def _share(characters: str, has_property: Callable[[str], bool]) -> float:
    return sum(map(has_property, characters)) / len(characters)
