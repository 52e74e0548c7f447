"""The case of letters that look alike as capitals and as small letters, by their height."""

import re
from collections.abc import Sequence

import numpy as np

from models.recognition.letters.extents import Extents, Numbers
from models.recognition.letters.scale import ALIKE, Scale

SUSPECTS = re.compile(
    r"(?<![A-Za-z])[cosuvwxzCOSUVWXZ]+(?![A-Za-z])|[a-z][COSUVWXZ]|[cosuvwxz][A-Z]|[A-Z]{2}[cosuvwxz]"
)
"""Words of such letters alone, and letters whose case differs from that of the letters before or behind."""

WORD = re.compile(r"[A-Za-z]+")

KNOWN = re.compile(r"(?![cosuvwxz])[a-z]", re.ASCII | re.IGNORECASE)
"""Letters whose case is told by their shape, or that are equally high in both cases."""

LEAST_CAPITAL, MOST_SMALL = 0.65, 0.35
"""From the height of small letters, 0, to that of capitals, 1: the least share of a capital, and the largest
of a small letter."""

LEAST_SHARE = -0.5
"""A letter of a smaller share was measured wrongly: the strokes of some fonts are too thin."""

SURE = 0.97
"""A letter with at least this score is right, if it is not in a row. Of the single letters that are read in
the wrong case on 4,500 drawn lines, one has more."""

LEAST_CONTRAST, MOST_CONTRAST, MOST_EQUAL = 1.2, 1.5, 1.12
"""Where nothing else tells the scale: the highest letter of a line is a capital and the lowest a small one if
the heights are in a ratio between the first two. All are of one case up to the third."""


def doubtful_words(text: str, is_unsure: Sequence[bool]) -> list[slice]:
    """The places of the words whose case may be wrong. None if all are of one known case."""
    if not SUSPECTS.search(text) or ((text.islower() or text.isupper()) and KNOWN.search(text)):
        return []
    words = [slice(*word.span()) for word in WORD.finditer(text) if SUSPECTS.search(word.group())]
    return words if any(any(is_unsure[word]) for word in words) else []


def correct_case(
    characters: list[str],
    words: Sequence[slice],
    is_unsure: Sequence[bool],
    *,
    found: Extents,
    scale: Scale | None,
) -> None:
    """Put the letters of these words into the case that the ink shows, in place.

    is_unsure: for each character, whether it may be wrong although it is in no row.
    """
    heights = found.bottom - found.top
    places = [i for word in words for i in range(word.start, word.stop) if characters[i] in ALIKE]
    own = heights[[i for i in places if found.is_own[i]]]
    if not own.size:
        return
    scale = scale or _by_contrast(own)
    for group in _groups(characters, words, places, found, heights):
        if not any(is_unsure[i] for i in group):
            continue
        is_measured = found.is_own if len(group) == 1 else found.is_alike
        measured = heights[[i for i in group if is_measured[i]]]
        is_capital = _is_capital(measured, scale)
        if is_capital is None and len(group) > 1:
            is_capital = 2 * sum(characters[i].isupper() for i in group) > len(group)
        for i in group if is_capital is not None else ():
            characters[i] = characters[i].upper() if is_capital else characters[i].lower()


def _groups(
    characters: Sequence[str], words: Sequence[slice], places: list[int], found: Extents, heights: Numbers
) -> list[list[int]]:
    """The letters that are of one case: all that are equally high, or those of a word of one letter."""
    if found.is_own[places].all() and heights[places].max() <= MOST_EQUAL * heights[places].min():
        return [places]
    groups = []
    for word in words:
        inside = [i for i in range(word.start, word.stop) if characters[i] in ALIKE]
        own = heights[[i for i in inside if found.is_alike[i]]]
        is_run = len({each.casefold() for each in characters[word]}) == 1
        if is_run and own.size and own.max() <= MOST_EQUAL * own.min():
            groups.append(inside)
        else:
            groups += [[i] for i in inside]
    return groups


def _by_contrast(heights: Numbers) -> Scale | None:
    """The scale of letters that tell it by their different heights only."""
    capital, small = float(heights.max()), float(heights.min())
    return Scale(capital, small) if LEAST_CONTRAST <= capital / small <= MOST_CONTRAST else None


def _is_capital(heights: Numbers, scale: Scale | None) -> bool | None:
    """Whether letters of these heights are capitals. None if unknown."""
    if scale is None or not heights.size:
        return None
    share = scale.share(float(np.median(heights)))
    if share < LEAST_SHARE or MOST_SMALL < share < LEAST_CAPITAL:
        return None
    return share >= LEAST_CAPITAL
