"""0 and O, told apart by their width and the characters around."""

import re
from collections.abc import Sequence

import numpy as np

from models.recognition.letters.extents import Extents, Numbers

ZERO, LETTER, ALIKE = "0", "O", frozenset("0Oo")

SUSPECTS = re.compile(
    r"[A-Za-z]0|0[A-Za-z]|O[A-Z]*[0-9]|[0-9][A-Z]*O|(?<![0-9])(?<![0-9][.,:/-])0{2,}(?![0-9.,:/-])"
)
"""0 beside a letter, O in a text with digits, and rows of 0 without another digit."""

TOKEN = re.compile(r"[A-Za-z0-9]+")

CODE = re.compile(r"(?:[A-Za-z]+[0-9]+){2}|(?:[0-9]+[A-Za-z]+){2}|[0-9]O(?![A-Za-z])|(?<![A-Za-z])O[0-9]")
"""Texts in which an O may be a 0: letters and digits that alternate often, and an O without another letter
beside digits. In POS01 it is a letter, which in narrow fonts has the shape of a 0."""

DIGITS = frozenset("35689")
"""Digits that are as wide as 0."""

MOST_ZERO, LEAST_LETTER = 0.73, 0.8
"""Width of the ink divided by its height: 0.58 to 0.76 for 0, and at least 0.77 for O and o. O has 0.64 to
0.72 in fonts whose characters are all equally wide; those have a 0 that is easily told from it."""

MOST_LETTER = 1.2
"""Wider ink is that of two characters that touch."""

LEAST_WIDER = 1.2
"""An O is so many times as wide as the digits of its line, at least."""

SURE = 0.98
"""A 0 or an O that is not in a row is only examined if it has a lower score."""


def doubtful_zeros(text: str, scores: Sequence[float]) -> list[list[int]]:
    """The places of 0 and O that may be the other one. A row of them is a group, others are alone."""
    if not SUSPECTS.search(text):
        return []
    groups: list[list[int]] = []
    for token in TOKEN.finditer(text):
        places = [i for i in range(*token.span()) if text[i] in ALIKE]
        if len(places) == len(token.group()):
            groups += [places] if len(places) > 1 and ZERO in token.group() else []
        elif not token.group().isdecimal():
            doubtful = ZERO + LETTER if CODE.search(token.group()) else ZERO
            groups += [[i] for i in places if text[i] in doubtful and scores[i] < SURE]
    return groups


def correct_zeros(
    characters: list[str], groups: Sequence[Sequence[int]], found: Extents, widths: Numbers
) -> None:
    """Replace each 0 by O and each O by 0 where the ink shows the other one, in place.

    widths: of the ink of each character, in rows.
    """
    shapes = widths / (found.bottom - found.top)
    digits = [i for i, each in enumerate(characters) if each in DIGITS and found.is_alone[i]]
    usual = float(np.median(widths[digits])) if digits else 0.0
    for group in groups:
        single = [i for i in group if found.is_own[i] and shapes[i] <= MOST_LETTER]
        if not single:
            continue
        shape, width = float(np.median(shapes[single])), float(np.median(widths[single]))
        if shape >= LEAST_LETTER and width >= LEAST_WIDER * usual:
            for i in group:
                characters[i] = LETTER if characters[i] == ZERO else characters[i]
        elif shape <= MOST_ZERO:
            for i in group:
                characters[i] = ZERO
