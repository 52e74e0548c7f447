"""Generates text to render: words of web pictures, and random characters, so that every glyph occurs."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from opencc import OpenCC

from models.fonts.catalog import Script

WORDS = Path(__file__).with_name("words.toml")

Kind = Literal["han", "latin", "digits", "mixed"]
"""A kind of text: Chinese, Latin, digits, or Chinese next to Latin or digits."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
NUMBER_FORMATS = (
    "00", "000", "0000", "00.00", "000.0", "0,000", "00,000.00", "$00.00", "00%", "-00%", "0000-00-00",
    "00/00/0000", "00:00", "00:00:00", "000-0000-0000", "(000) 000-0000", "+00 000 0000", "No.0000", "0.0",
    "#000", "00 000", "0", "¥0.00", "¥00.00", "￥00.00", "￥0000",
)  # fmt: skip
"""Formats of numbers. Each 0 is replaced by a random digit."""

PUNCTUATION = "，。！、：；（）"
"""Chinese punctuation."""

PUNCTUATION_SHARE = 0.15
"""Share of the Chinese lines that contain a punctuation mark."""

LABEL_SHARE = 0.2
"""Share of the mixed lines that have the form "label：value"."""

MAX_HAN = 9
"""Maximum number of characters of a Chinese line. They fill the network's widest input."""

MAX_LATIN = 22
"""Maximum number of characters of a Latin line. They fill the network's widest input."""

MIN_LENGTH = 1.8
"""Minimum length of a line in characters, before it is rounded down.

Lengths are uniform on a logarithmic scale. About a fifth of all lines have two characters.
"""

RANDOM_SHARE = 0.45
"""Share of Chinese lines and Latin words that are random. The network must learn fonts, not words."""


@dataclass(frozen=True, slots=True)
class TextGenerator:
    """Generates lines of text that a face can draw."""

    han: tuple[str, ...]
    """Common Chinese characters that the face has. Empty if the face is not designed for Chinese."""
    words: tuple[str, ...]
    """Chinese words."""
    latin_words: tuple[str, ...]
    """Latin words. Empty if the face is not designed for Latin."""
    numbers: tuple[str, ...]
    """Formats of numbers that the face can draw. Empty if it lacks a digit."""
    punctuation: tuple[str, ...]

    @classmethod
    def of(cls, scripts: Iterable[Script], characters: frozenset[str]) -> "TextGenerator":
        """Returns a generator for a face that is designed for `scripts` and has `characters`."""
        chinese = [script for script in scripts if script != "latin"]
        return cls(
            han=tuple(sorted(characters & _union(map(_common_characters, chinese)))),
            words=tuple(word for script in chinese for word in words(script) if characters.issuperset(word)),
            latin_words=tuple(word for word in words("latin") if characters.issuperset(word))
            if "latin" in scripts and characters.issuperset(LETTERS)
            else (),
            numbers=tuple(form for form in NUMBER_FORMATS if characters.issuperset(form + DIGITS)),
            punctuation=tuple(mark for mark in PUNCTUATION if mark in characters),
        )

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of text that can be generated."""
        possible: Mapping[Kind, bool] = {
            "han": bool(self.han),
            "latin": bool(self.latin_words),
            "digits": bool(self.latin_words and self.numbers),
            "mixed": bool(self.han and self.latin_words and self.numbers),
        }
        return tuple(kind for kind, is_possible in possible.items() if is_possible)

    def generate(self, rng: np.random.Generator, kind: Kind) -> str:
        """Returns a random line of one kind, without spaces at its ends."""
        return _KINDS[kind](self, rng).strip()


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


@cache
def _common_characters(script: Script) -> frozenset[str]:
    """Returns the characters of level 1 of GB 2312 (simplified) or of Big5 (traditional)."""
    if script == "hans":
        codes = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
        return frozenset("".join(code.decode("gb2312", "ignore") for code in codes))
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    return frozenset(
        "".join(bytes([row, cell]).decode("big5", "ignore") for row in range(0xA4, 0xC6) for cell in cells)
    )


@cache
def words(script: Script) -> tuple[str, ...]:
    """Returns the words of words.toml in a script. Traditional words are converted from simplified words."""
    lists: Mapping[str, str] = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    if script == "hant":
        return tuple(dict.fromkeys(OpenCC("s2t").convert(lists["hans"]).split()))
    return tuple(dict.fromkeys(lists[script].split()))


def _random_length(rng: np.random.Generator, maximum: int) -> int:
    """Returns a number of characters. Short lines are more frequent because they are harder."""
    return int(np.exp(rng.uniform(np.log(MIN_LENGTH), np.log(maximum + 1))))


def _han(generator: TextGenerator, rng: np.random.Generator) -> str:
    length = _random_length(rng, MAX_HAN)
    if not generator.words or rng.random() < RANDOM_SHARE:
        text = "".join(generator.han[i] for i in rng.integers(len(generator.han), size=length))
    else:
        text = ""
        while len(text) < length:
            text += generator.words[rng.integers(len(generator.words))]
    return _punctuated(generator, text[:length], rng)


def _punctuated(generator: TextGenerator, text: str, rng: np.random.Generator) -> str:
    """Replaces one character of some texts, never the first, by a punctuation mark."""
    if len(text) == 1 or not generator.punctuation or rng.random() >= PUNCTUATION_SHARE:
        return text
    position = int(rng.integers(1, len(text)))
    mark = generator.punctuation[rng.integers(len(generator.punctuation))]
    return text[:position] + mark + text[position + 1 :]


def _latin(generator: TextGenerator, rng: np.random.Generator) -> str:
    length = _random_length(rng, MAX_LATIN)
    text = ""
    while len(text) < length:
        text += _latin_word(generator, rng) + " "
    return _random_case(text[:length], rng)


def _latin_word(generator: TextGenerator, rng: np.random.Generator) -> str:
    if rng.random() >= RANDOM_SHARE:
        return generator.latin_words[rng.integers(len(generator.latin_words))]
    word = "".join(LETTERS[i] for i in rng.integers(len(LETTERS), size=int(rng.integers(2, 10))))
    return word.title() if rng.random() < 0.3 else word


def _random_case(text: str, rng: np.random.Generator) -> str:
    draw = rng.random()
    return text.upper() if draw < 0.2 else text.lower() if draw < 0.35 else text


def _digits(generator: TextGenerator, rng: np.random.Generator) -> str:
    form = generator.numbers[rng.integers(len(generator.numbers))]
    return "".join(DIGITS[rng.integers(10)] if character == "0" else character for character in form)


def _mixed(generator: TextGenerator, rng: np.random.Generator) -> str:
    other = _latin_word(generator, rng) if rng.random() < 0.5 else _digits(generator, rng)
    parts = [_han(generator, rng)[:4], other[:8]]
    if "：" in generator.punctuation and rng.random() < LABEL_SHARE:
        return "：".join(parts)
    return "".join(parts if rng.random() < 0.5 else parts[::-1])


_KINDS: Mapping[Kind, Callable[[TextGenerator, np.random.Generator], str]] = {
    "han": _han,
    "latin": _latin,
    "digits": _digits,
    "mixed": _mixed,
}
