"""Brackets and quotation marks of JSON that match each other: {"a":{"b":5.4}} and not ("a":{"b":5.4}}."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from math import log

from models.recognition.doubt.alternatives import Alternatives

OPENING, CLOSING = "([{", ")]}"
BRACKETS = OPENING + CLOSING

QUOTE, QUOTE_LIKE = '"', frozenset("'“”’‘`*²^")
"""The quotation mark of JSON, and what it is read as where it is small."""

JSON = re.compile(r"""(?=.*(?:["“”][:：,\])}]|[\[({]["“”]))[\[({].*[\])}"']""")
"""Lines that begin and end like a value of JSON, with a quotation mark beside a colon, comma or bracket."""

OBJECT = re.compile(r"""["'“”][:：]""")
"""A quotation mark and a colon, as behind a key of JSON. An object has no round brackets."""

MISMATCH, ROUND = 3.0, 3.0
"""Natural logarithms: how much more probable the network must be of brackets for each one that has no partner
of its kind, and for each round one in an object of JSON; docs/decisions/0059."""

MIN_BRACKET, MIN_QUOTE = 0.02, 0.05
"""The least probability of an alternative as a share of that of the character that was read."""

MOST_SLOTS = 5
"""Lines with more doubtful brackets are left as they are."""

Option = tuple[str, float]
"""A character, or "", and the natural logarithm of its probability, compared with the one that was read."""


def with_matching_marks(characters: Sequence[str], doubtful: Alternatives) -> Sequence[str]:
    """The characters of a line of JSON, with the alternatives of doubtful brackets and quotation marks that
    match. A bracket that was read twice is left out.
    """
    slots = [i for i in doubtful if is_mark(characters[i])]
    if not slots or not JSON.fullmatch("".join(characters)):
        return characters
    return _with_brackets(_with_quotes(characters, doubtful), doubtful)


def is_mark(character: str) -> bool:
    """Whether a character is a bracket, or may be a quotation mark."""
    return character in BRACKETS or character in QUOTE_LIKE


def _with_quotes(characters: Sequence[str], doubtful: Alternatives) -> list[str]:
    """The characters with straight double quotation marks, if the line has such and no single ones."""
    decided = list(characters)
    sure = {each for i, each in enumerate(characters) if i not in doubtful}
    if QUOTE not in sure or "'" in sure or not "".join(characters).translate(_PLAIN).isascii():
        return decided
    for i, alternative in doubtful.items():
        is_quote = characters[i] in QUOTE_LIKE and alternative.text == QUOTE
        if is_quote and alternative.ratio >= MIN_QUOTE and not _is_in_word(characters, i):
            decided[i] = QUOTE
    return decided


_PLAIN = str.maketrans(dict.fromkeys("“”’‘²：", "-"))


def _is_in_word(characters: Sequence[str], index: int) -> bool:
    """Whether letters or digits stand on both sides, as beside an apostrophe."""
    beside = [*characters[max(index - 1, 0) : index], *characters[index + 1 : index + 2]]
    return len(beside) == 2 and all(each.isalnum() for each in beside)


def _with_brackets(characters: list[str], doubtful: Alternatives) -> list[str]:
    """The characters with the brackets that have the highest probability, less a penalty for mismatches."""
    slots = [i for i in doubtful if characters[i] in BRACKETS and not _is_quoted(characters, i)]
    if not slots or len(slots) > MOST_SLOTS:
        return characters
    options = [list(_options(characters, i, doubtful)) for i in slots]
    round_penalty = ROUND if OBJECT.search("".join(characters)) else 0.0

    def value(chosen: Sequence[Option]) -> float:
        found = "".join(_replaced(characters, slots, chosen))
        rounds = sum(text in ("(", ")") for text, _ in chosen)
        probability = sum(logarithm for _, logarithm in chosen)
        return probability - MISMATCH * mismatches(found) - round_penalty * rounds

    return _replaced(characters, slots, max(product(*options), key=value))


def _is_quoted(characters: Sequence[str], index: int) -> bool:
    """Whether a bracket is the only character between two quotation marks."""
    beside = [*characters[max(index - 1, 0) : index], *characters[index + 1 : index + 2]]
    return len(beside) == 2 and all(each == QUOTE or each in QUOTE_LIKE for each in beside)


def _options(characters: Sequence[str], index: int, doubtful: Alternatives) -> Iterator[Option]:
    """Yields the character that was read, the bracket that it may be, and "" if it may be a part of that."""
    read, alternative = characters[index], doubtful[index]
    yield read, 0.0
    kind = OPENING if read in OPENING else CLOSING
    if alternative.text in kind and alternative.text != read and alternative.ratio >= MIN_BRACKET:
        yield alternative.text, log(alternative.ratio)
        if alternative.text in characters[max(index - 1, 0) : index + 2]:
            yield "", log(alternative.ratio)


def _replaced(characters: Sequence[str], slots: Sequence[int], chosen: Sequence[Option]) -> list[str]:
    found = list(characters)
    for i, (text, _) in zip(slots, chosen, strict=True):
        found[i] = text
    return found


def mismatches(text: str) -> int:
    """The number of brackets without a partner, and of pairs of brackets of different kinds."""
    opened, count = list[str](), 0
    for each in text:
        if each in OPENING:
            opened.append(each)
        elif each in CLOSING:
            count += not opened or OPENING.index(opened.pop()) != CLOSING.index(each)
    return count + len(opened)
