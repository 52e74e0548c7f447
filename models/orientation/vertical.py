"""Columns of upright characters: how they are told from rows on their side, as both are read turned."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from models.geometry import rotated_corners
from models.page import Character, TextLine

SHOWN = 4
"""So many characters tell how those of a line stand."""

AGREEING = 0.5
"""The share of them, at least, that is read alike once more where they stand upright; lying ones are not."""

FEWEST = 2
"""So many must agree, if there are: now and then one looks alike on its side."""

BAR = "一"
"""Is read out of any stroke, and tells nothing."""

SIGNS: Mapping[str, str] = {"’": "，", "°": "。"}
"""What a comma and a full stop are read as, which stand at the upper right of their squares in a column."""


def witnesses(characters: Sequence[Character]) -> list[Character]:
    """The characters of a line that tell how all of it stands, in their order: the surest that fill a square.

    Letters and digits do not: they lie on their side in columns, too.
    """
    square = [i for i, each in enumerate(characters) if is_square(each.text) and each.text != BAR]
    surest = sorted(square, key=lambda i: -characters[i].score)[:SHOWN]
    return [characters[i] for i in sorted(surest)]


def is_square(character: str) -> bool:
    """Whether it is an ideograph, or a sign of a syllable that is as wide: no punctuation."""
    return character.isalpha() and all(east_asian_width(each) == "W" for each in character)


def are_upright(shown: Sequence[Character], text: str) -> bool:
    """Whether witnesses that were laid side by side were read as what they are."""
    expected = Counter(each.text for each in shown)
    agreeing = (expected & Counter(text)).total()
    return agreeing >= max(AGREEING * len(shown), min(FEWEST, len(shown)))


def stood_up(line: TextLine) -> TextLine:
    """A column that was read turned a quarter against the clock, from its first character's own corner on."""
    before = [line.characters[0], *line.characters[:-1]]
    characters = [_stood_up(*each) for each in zip(line.characters, before, strict=True)]
    text = "".join(each.text for each in characters)
    return TextLine(rotated_corners(line.quad, -1), text, line.score, tuple(characters))


def _stood_up(character: Character, before: Character) -> Character:
    text = SIGNS.get(character.text, character.text) if is_square(before.text) else character.text
    return replace(character, text=text, quad=rotated_corners(character.quad, -1))
