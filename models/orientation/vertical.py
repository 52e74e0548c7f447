"""Vertical text: columns of upright characters, as distinct from horizontal lines that were rotated by 90°.

Both are tall crops, and both are recognized after a rotation by 90°. The squares of a few characters are then
recognized once more without that rotation. The line is a column if this gives the same characters.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from models.geometry import rotated_corners
from models.page import Character, TextLine

MAX_PROBES = 4
"""The number of characters of a line that are recognized once more, at most."""

MIN_AGREEMENT = 0.5
"""The share of the probes, at least, that must be recognized as the same character."""

MIN_AGREEING = 2
"""The number of probes, at least, that must agree where a line has that many.

A single character sometimes looks the same after a rotation by 90°.
"""

STROKE = "一"
"""Any stroke may be recognized as this ideograph, so it is never a probe."""

UPRIGHT_PUNCTUATION: Mapping[str, str] = {"’": "，", "°": "。"}
"""Recognized sign → the sign in the picture. A column has its commas and full stops at the upper right of
their squares, which looks like the recognized signs after the rotation."""


def probes(characters: Sequence[Character]) -> list[Character]:
    """The characters of a line that are recognized once more, in their order: the surest square ones.

    Letters and digits are left out, because they are rotated in columns too.
    """
    square = [i for i, each in enumerate(characters) if is_square(each.text) and each.text != STROKE]
    surest = sorted(square, key=lambda i: -characters[i].score)[:MAX_PROBES]
    return [characters[i] for i in sorted(surest)]


def is_square(character: str) -> bool:
    """Whether a character is an ideograph, or a syllable that is as wide as one. Punctuation is not."""
    return character.isalpha() and all(east_asian_width(each) == "W" for each in character)


def are_upright(probed: Sequence[Character], text: str) -> bool:
    """Whether probes are upright, from the text that their unrotated squares gave side by side."""
    expected = Counter(each.text for each in probed)
    agreeing = (expected & Counter(text)).total()
    return agreeing >= max(MIN_AGREEMENT * len(probed), min(MIN_AGREEING, len(probed)))


def as_column(line: TextLine) -> TextLine:
    """Convert a line that was recognized after a rotation by 90° counterclockwise into a column.

    All quads start at the top-left corner of the upright character, and punctuation is corrected.
    """
    before = [line.characters[0], *line.characters[:-1]]
    characters = [_as_upright(*each) for each in zip(line.characters, before, strict=True)]
    text = "".join(each.text for each in characters)
    return TextLine(rotated_corners(line.quad, -1), text, line.score, tuple(characters))


def _as_upright(character: Character, before: Character) -> Character:
    follows_square = is_square(before.text)
    text = UPRIGHT_PUNCTUATION.get(character.text, character.text) if follows_square else character.text
    return replace(character, text=text, quad=rotated_corners(character.quad, -1))
