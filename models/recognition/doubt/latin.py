"""Latin letters: accents and Greek letters inside English words, and l for I at the start of a word."""

import re
from collections.abc import Mapping, Sequence
from string import ascii_letters
from unicodedata import normalize

from models.recognition.doubt.alternatives import Alternatives

LIKE_GREEK: Mapping[str, str] = dict(
    zip("αβεικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aBeiKvoptuxwABEZHIKMNOPTYX", strict=True)
)
"""Greek letter → the Latin one that looks like it."""

LETTERS = frozenset(ascii_letters)

SMALL_L, CAPITAL_I = "l", "I"

MIN_PLAIN, MIN_CAPITAL = 0.3, 0.4
"""The least probability of the plain letter, and of I, as a share of that of the letter that was read;
docs/decisions/0059."""

L_WORD = re.compile(r"(?:^|(?<=[ .:(]))l(?=[b-df-hj-km-np-tv-xz][a-z]*[aeiou])[a-z]+(?![\w./@-])")
"""A word in small letters with an l before another consonant. English and Malay words do not begin so."""


def with_plain_letters(characters: Sequence[str], doubtful: Alternatives) -> Sequence[str]:
    """The characters, with plain letters for doubtful accented or Greek ones in words of plain letters.

    A doubtful l at the start of a word becomes I.
    """
    decided = list(characters)
    for i, alternative in doubtful.items():
        is_plain = bool(plain(characters[i])) and alternative.text == plain(characters[i])
        if is_plain and alternative.ratio >= MIN_PLAIN and _is_in_plain_word(decided, i):
            decided[i] = alternative.text
        elif characters[i] == SMALL_L and alternative.text == CAPITAL_I and alternative.ratio >= MIN_CAPITAL:
            text = "".join(each or " " for each in decided)
            decided[i] = CAPITAL_I if L_WORD.match(text, i) else SMALL_L
    return decided


def plain(character: str) -> str:
    """The ASCII letter that an accented or Greek letter looks like, or ""."""
    if not character or character.isascii():
        return ""
    base = normalize("NFD", character)[0]
    return base if base.isascii() and base.isalpha() else LIKE_GREEK.get(character, "")


def _is_in_plain_word(characters: Sequence[str], index: int) -> bool:
    """Whether a letter stands beside ASCII letters, in a word that has no other letters."""
    before = list(_letters(characters[:index][::-1]))
    word = [*before, *_letters(characters[index + 1 :])]
    return bool(word) and "".join(word).isascii()


def _letters(characters: Sequence[str]) -> Sequence[str]:
    """The letters before the first other character."""
    count = next((i for i, each in enumerate(characters) if not each.isalpha()), len(characters))
    return characters[:count]
