"""Decision: which characters of a line are replaced by their alternatives; docs/decisions/0059."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.recognition.charset import is_ideograph
from models.recognition.doubt import latin, marks, words
from models.recognition.doubt.alternatives import SURE_SCORE, Alternatives, Rule

RULES: tuple[Rule, ...] = (words.with_known_words, marks.with_matching_marks, latin.with_plain_letters)
"""In the order in which they are applied."""


def usable() -> frozenset[str]:
    """The characters that the rules may put in the place of others."""
    return words.ideographs() | frozenset(marks.BRACKETS + marks.QUOTE) | latin.LETTERS


def doubtful(characters: Sequence[str], scores: NDArray[np.float32]) -> list[int]:
    """The indices of the characters that are not sure, and that a rule may change. scores: (characters,)."""
    unsure = np.flatnonzero(scores < SURE_SCORE).tolist()
    return [i for i in unsure if _may_change(characters[i])]


def decided(characters: Sequence[str], alternatives: Alternatives) -> Sequence[str]:
    """The characters after all rules. "" stands for a character that is not there."""
    for rule in RULES:
        characters = rule(characters, alternatives)
    return characters


def _may_change(character: str) -> bool:
    return (
        is_ideograph(character)
        or marks.is_mark(character)
        or character == latin.SMALL_L
        or bool(latin.plain(character))
    )
