"""Which characters of a reading may be other symbols."""

import re
from collections.abc import Iterator

import numpy as np

from models.ink import inked_runs
from models.recognition.punctuation_mark import is_square
from models.recognition.reading import Reading
from models.symbols.symbols import CHECKED, ROMAN

DOUBTFUL = 0.9
"""A character with a lower score may be a symbol."""

VERY_DOUBTFUL, DOUBTFUL_IDEOGRAPH = 0.8, 0.6
"""Only a line that has a character or an ideograph with a lower score, or a sign that is often another one,
is examined at all."""

SURE = 0.995
"""A percent sign or @ with at least this score is no other symbol, unless the percent sign is a wide one."""

PERCENT, WIDE_PERCENT = "%", 1.18
"""A percent sign that is wider than this share of its height may be ‰. On rendered pages they have 0.8 to
1.15, and ‰ that are read as % 1.21 to 1.3."""

BOXES_AND_STARS = frozenset("口日曰田回囗目川米女士大文众白")
"""Ideographs of the shape of boxes, of ㎡, and of stars. Others are no reason to examine a line."""

MARKS = frozenset(" ,.:;!?()[]，。：；！？（）、-~'\"/&¥￥")
"""Blanks, punctuation and currency signs. Their scores are often low, and no symbol replaces them alone."""

COMMON = frozenset("%@")
"""Signs on many pages that are seldom other symbols."""

RARE = CHECKED - COMMON
"""Signs that are reason enough to examine a line."""

ALIKE = re.compile(
    r"(?<![A-Za-z])N[oOº°e]?(?=\.? ?\d)"  # №
    r"|%[oO0°。]"  # ‰
    r"|(?<=第)[IVX]{1,4}(?=[章节回卷部篇])"
    r"|^[IVX]+(?: [IVX]+)+$"
)
"""Characters that are read, with high scores, where one symbol is printed."""

STARTS_OF_ALIKE = frozenset("N%第IVX")
"""A text that ALIKE finds has one of these."""

LETTERS_OF_ROMAN = frozenset("IVXl1")


def may_have_symbols(reading: Reading) -> bool:
    """Whether a character of a reading may be another symbol."""
    text = reading.characters
    if not RARE.isdisjoint(text):
        return True
    if PERCENT in text and any(_is_wide_percent(reading, i) for i in range(len(text))):
        return True
    if not STARTS_OF_ALIKE.isdisjoint(text) and ALIKE.search("".join(text)):
        return True
    return any(_is_reason(reading, i) for i in np.flatnonzero(reading.scores < VERY_DOUBTFUL).tolist())


def _is_wide_percent(reading: Reading, index: int) -> bool:
    """Whether a character is a percent sign whose ink is too wide."""
    if reading.characters[index] != PERCENT:
        return False
    runs, middle = inked_runs(np.asarray(reading.ink.any(axis=0))), reading.middles[index]
    for start, end in runs[(runs[:, 0] <= middle) & (middle < runs[:, 1])].tolist():
        rows = np.flatnonzero(reading.ink[:, start:end].any(axis=1))
        height = (rows[-1] - rows[0] + 1) / len(reading.pixels) * reading.height
        return bool(end - start > WIDE_PERCENT * height)
    return False


def _is_reason(reading: Reading, index: int) -> bool:
    """Whether a character with a low score is reason enough to examine its line."""
    character = reading.characters[index]
    if is_square(character):
        return character in BOXES_AND_STARS and bool(reading.scores[index] < DOUBTFUL_IDEOGRAPH)
    is_in_word = _continues_word(reading, index) or _continues_word(reading, index + 1)
    return character not in MARKS and not is_in_word


def _continues_word(reading: Reading, index: int) -> bool:
    """Whether a character is a letter behind a letter, and both are no part of a Roman numeral."""
    pair = "".join(reading.characters[max(index - 1, 0) : index + 1])
    return len(pair) > 1 and pair.isascii() and pair.isalpha() and LETTERS_OF_ROMAN.isdisjoint(pair)


def doubtful_characters(reading: Reading) -> frozenset[int]:
    """The indices of the characters that may be other symbols."""
    return frozenset(_doubtful(reading))


def _doubtful(reading: Reading) -> Iterator[int]:
    characters = reading.characters
    has_roman = not ROMAN.isdisjoint(characters)
    for i, (character, score) in enumerate(zip(characters, reading.scores.tolist(), strict=True)):
        is_common = character in COMMON and (score < SURE or _is_wide_percent(reading, i))
        is_unsure = score < DOUBTFUL and character not in MARKS and not _continues_word(reading, i)
        if character in RARE or is_common or is_unsure or (has_roman and character in LETTERS_OF_ROMAN):
            yield i
    for found in ALIKE.finditer("".join(characters)):
        yield from range(*found.span())
