"""Texts to train on: what web pictures say, and characters at random so that every shape is seen."""

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

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
NUMBERS = (
    "00", "000", "0000", "00.00", "000.0", "0,000", "00,000.00", "$00.00", "00%", "-00%", "0000-00-00",
    "00/00/0000", "00:00", "00:00:00", "000-0000-0000", "(000) 000-0000", "+00 000 0000", "No.0000", "0.0",
    "#000", "00 000", "0", "¥0.00", "¥00.00", "￥00.00", "￥0000",
)  # fmt: skip
"""Forms of numbers; every 0 becomes some digit."""

STOPS = "，。！、：；（）"
"""Chinese punctuation."""

STOPPED = 0.15
"""The share of Chinese lines in which one stands."""

LABELLED = 0.2
"""The share of mixed lines that are a label and what it labels."""

MOST = 9
"""Characters of a Chinese line, at most: so many fill the widest strip that the network looks at."""

LONGEST = 22
"""Letters and digits of a line, at most, for the same reason."""

SHORTEST = 1.8
"""Lengths are even on a scale of logarithms from here: a fifth of all lines have two characters."""

AT_RANDOM = 0.45
"""The share of lines that say nothing: without them a font would be known by its frequent words alone."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes lines that a face can draw."""

    han: tuple[str, ...]
    """Common Chinese characters that the face has, none where Chinese is not its own."""
    words: tuple[str, ...]
    latin_words: tuple[str, ...]
    """None where Latin letters are not the face's own."""
    numbers: tuple[str, ...]
    """The forms of numbers that the face can draw, none where it lacks a digit."""
    stops: tuple[str, ...]

    @classmethod
    def of(cls, scripts: Iterable[Script], characters: frozenset[str]) -> "Writer":
        """A writer for a face that has these characters, and whose own scripts are these."""
        chinese = [script for script in scripts if script != "latin"]
        return cls(
            han=tuple(sorted(characters.intersection(*[_union(map(_common, chinese))]))),
            words=tuple(word for script in chinese for word in words(script) if characters.issuperset(word)),
            latin_words=tuple(word for word in words("latin") if characters.issuperset(word))
            if "latin" in scripts and characters.issuperset(LETTERS)
            else (),
            numbers=tuple(form for form in NUMBERS if characters.issuperset(form + DIGITS)),
            stops=tuple(stop for stop in STOPS if stop in characters),
        )

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it can write."""
        able: Mapping[Kind, bool] = {
            "han": bool(self.han),
            "latin": bool(self.latin_words),
            "digits": bool(self.latin_words and self.numbers),
            "mixed": bool(self.han and self.latin_words and self.numbers),
        }
        return tuple(kind for kind, is_able in able.items() if is_able)

    def write(self, rng: np.random.Generator, kind: Kind) -> str:
        """A line of one kind, without a space at its ends."""
        return _KINDS[kind](self, rng).strip()


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


@cache
def _common(script: Script) -> frozenset[str]:
    """The characters of GB 2312's first level, or of Big5's: those that are common."""
    if script == "hans":
        codes = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
        return frozenset("".join(code.decode("gb2312", "ignore") for code in codes))
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    return frozenset(
        "".join(bytes([row, cell]).decode("big5", "ignore") for row in range(0xA4, 0xC6) for cell in cells)
    )


@cache
def words(script: Script) -> tuple[str, ...]:
    """What is trained on in a script, but for what is put together at random."""
    lists: Mapping[str, str] = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    if script == "hant":
        return tuple(dict.fromkeys(OpenCC("s2t").convert(lists["hans"]).split()))
    return tuple(dict.fromkeys(lists[script].split()))


def _length(rng: np.random.Generator, most: int) -> int:
    """Up to so many characters; short lines, which are the hard ones, are the more frequent."""
    return int(np.exp(rng.uniform(np.log(SHORTEST), np.log(most + 1))))


def _han(writer: Writer, rng: np.random.Generator) -> str:
    length = _length(rng, MOST)
    if not writer.words or rng.random() < AT_RANDOM:
        text = "".join(writer.han[i] for i in rng.integers(len(writer.han), size=length))
    else:
        text = ""
        while len(text) < length:
            text += writer.words[rng.integers(len(writer.words))]
    return _stopped(writer, text[:length], rng)


def _stopped(writer: Writer, text: str, rng: np.random.Generator) -> str:
    """The text, in some cases with a stop in the place of one of its characters, though not the first."""
    if len(text) == 1 or not writer.stops or rng.random() >= STOPPED:
        return text
    place = int(rng.integers(1, len(text)))
    return text[:place] + writer.stops[rng.integers(len(writer.stops))] + text[place + 1 :]


def _latin(writer: Writer, rng: np.random.Generator) -> str:
    length = _length(rng, LONGEST)
    text = ""
    while len(text) < length:
        text += _latin_word(writer, rng) + " "
    return _in_case(text[:length], rng)


def _latin_word(writer: Writer, rng: np.random.Generator) -> str:
    if rng.random() >= AT_RANDOM:
        return writer.latin_words[rng.integers(len(writer.latin_words))]
    word = "".join(LETTERS[i] for i in rng.integers(len(LETTERS), size=int(rng.integers(2, 10))))
    return word.title() if rng.random() < 0.3 else word


def _in_case(text: str, rng: np.random.Generator) -> str:
    dice = rng.random()
    return text.upper() if dice < 0.2 else text.lower() if dice < 0.35 else text


def _digits(writer: Writer, rng: np.random.Generator) -> str:
    form = writer.numbers[rng.integers(len(writer.numbers))]
    return "".join(DIGITS[rng.integers(10)] if character == "0" else character for character in form)


def _mixed(writer: Writer, rng: np.random.Generator) -> str:
    other = _latin_word(writer, rng) if rng.random() < 0.5 else _digits(writer, rng)
    parts = [_han(writer, rng)[:4], other[:8]]
    if "：" in writer.stops and rng.random() < LABELLED:
        return "：".join(parts)
    return "".join(parts if rng.random() < 0.5 else parts[::-1])


_KINDS: Mapping[Kind, Callable[[Writer, np.random.Generator], str]] = {
    "han": _han,
    "latin": _latin,
    "digits": _digits,
    "mixed": _mixed,
}
