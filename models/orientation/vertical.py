"""Vertical text. Here, a column is one line of upright characters, each below the previous one.

The crop of a column is tall. So is that of a horizontal line on a page that is rotated by 90°. Both crops are
rotated by 90° and recognized. A few of the characters are then cut out and recognized without that rotation.
The line is a column if enough of them are recognized as the same characters.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from models.geometry import rotated_corners
from models.page import Character, TextLine

MAX_PROBES = 4
"""The largest number of characters of a line that are recognized without the rotation."""

MIN_AGREEMENT = 0.5
"""The share of the probes that must at least be recognized as the same character."""

MIN_AGREEING = 2
"""The number of probes that must at least agree, or all of them if a line has fewer.

One is not enough, because some characters look the same after a rotation by 90°.
"""

STROKE = "一"
"""Any stroke may be recognized as this ideograph, so it is never a probe."""

UPRIGHT_PUNCTUATION: Mapping[str, str] = {"’": "，", "°": "。"}
"""Maps a recognized sign to the sign in the picture. A comma or full stop of a column is at the upper right
of its square. After the rotation it looks like the recognized sign."""


def probes(characters: Sequence[Character]) -> list[Character]:
    """The square characters of a line with the highest scores, in the order of the text.

    Letters and digits are never probes, because columns have them rotated as well.
    """
    square = [i for i, each in enumerate(characters) if is_square(each.text) and each.text != STROKE]
    surest = sorted(square, key=lambda i: -characters[i].score)[:MAX_PROBES]
    return [characters[i] for i in sorted(surest)]


def is_square(character: str) -> bool:
    """Whether a character is an ideograph, or a full-width kana or hangul. Punctuation is not square."""
    return character.isalpha() and all(east_asian_width(each) == "W" for each in character)


def are_upright(probed: Sequence[Character], text: str) -> bool:
    """Whether probes are upright. `text`: the result for their unrotated squares, joined side by side."""
    expected = Counter(each.text for each in probed)
    agreeing = (expected & Counter(text)).total()
    return agreeing >= max(MIN_AGREEMENT * len(probed), min(MIN_AGREEING, len(probed)))


def as_column(line: TextLine) -> TextLine:
    """Convert a line that was recognized after a rotation by 90° counterclockwise into a column.

    All quads start at the top-left corner of the upright character, and punctuation is corrected.
    """
    previous = [line.characters[0], *line.characters[:-1]]
    characters = [_as_upright(*each) for each in zip(line.characters, previous, strict=True)]
    text = "".join(each.text for each in characters)
    return replace(line, quad=rotated_corners(line.quad, -1), text=text, characters=tuple(characters))


def _as_upright(character: Character, previous: Character) -> Character:
    follows_square = is_square(previous.text)
    text = UPRIGHT_PUNCTUATION.get(character.text, character.text) if follows_square else character.text
    return replace(character, text=text, quad=rotated_corners(character.quad, -1))
