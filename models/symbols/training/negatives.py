"""What is no symbol: letters, digits, ideographs, parts of them, icons and emoji."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np

GB2312_COMMON, GB2312_RARE, GB2312_ROW = (0xB0, 40), (0xD8, 30), 94
"""First row and number of rows of common and of rare ideographs in GB 2312; characters of a row."""

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F6))))

Item = TypeVar("Item")

_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

SIMILAR_TEXTS: tuple[str, ...] = tuple(_LISTS["similar_texts"])
"""Two or three ordinary characters that look like one symbol."""

SYMBOLIC_ICONS: tuple[str, ...] = tuple(_LISTS["symbolic_icons"])
"""Parts of names of icons that have the shape of a symbol. They are neither symbols nor pictures."""

SYMBOLIC_EMOJI = frozenset("".join(_LISTS["symbolic_emoji"]))
"""Emoji that have the shape of a symbol or of letters."""

SHARES = {"common": 0.22, "rare": 0.08, "kana": 0.04, "letter": 0.18, "digit": 0.18, "alike": 0.12}
"""Kind → its share of ordinary text. The rest is numbers and words of two or three characters."""

PART_SHARE = 0.35
"""The share of ideographs of which only a part is shown."""


@cache
def ideographs(first: int, rows: int) -> tuple[str, ...]:
    """The ideographs of some rows of GB 2312."""
    codes = (bytes((first + row, 0xA1 + i)) for row in range(rows) for i in range(GB2312_ROW))
    return tuple(each for code in codes if (each := code.decode("gb2312", "ignore")))


def one_of(items: Sequence[Item], rng: np.random.Generator) -> Item:
    """An item at random."""
    return items[int(rng.integers(len(items)))]


def ordinary_text(rng: np.random.Generator) -> str:
    """One to three ordinary characters."""
    kinds = [*SHARES, "number", "word"]
    rest = (1 - sum(SHARES.values())) / 2
    kind = kinds[rng.choice(len(kinds), p=[*SHARES.values(), rest, rest])]
    if kind == "number":
        return "".join(rng.choice(list(DIGITS), rng.integers(2, 4)))
    if kind == "word":
        return "".join(rng.choice(list(LETTERS), rng.integers(2, 4)))
    pool: Sequence[str] = {
        "common": ideographs(*GB2312_COMMON),
        "rare": ideographs(*GB2312_RARE),
        "kana": KANA,
        "letter": LETTERS,
        "digit": DIGITS,
        "alike": SIMILAR_TEXTS,
    }[kind]
    return one_of(pool, rng)
