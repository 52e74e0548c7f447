"""Seeded random texts from grammars: sentences, names, prices and codes of our own writing."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from random import Random
from typing import Literal

GRAMMARS = Path(__file__).with_name("grammar")
SLOT = re.compile(r"(?P<brace>\{\{|\}\})|\{(?:#(?P<digits>\d+)|(?P<low>\d+)-(?P<high>\d+)|(?P<rule>\w+))\}")

Language = Literal["simplified", "traditional", "english", "sheets", "contacts", "contacts_held_out"]
"""A grammar. "sheets" has single lines of many kinds and the rules of "simplified"."""

FILES: Mapping[Language, tuple[str, ...]] = {
    "simplified": ("digits", "simplified"),
    "traditional": ("digits", "traditional"),
    "english": ("digits", "english"),
    "sheets": ("digits", "simplified", "sheets"),
    "contacts": ("digits", "contacts"),
    "contacts_held_out": ("digits", "contacts_held_out"),
}
"""Grammar → its files. Rules of later files replace those of earlier ones."""

Grammar = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Content:
    """Generates texts in one language. The same seed gives the same texts."""

    rng: Random
    language: Language = "simplified"

    def say(self, rule: str) -> str:
        """Expand a rule of the grammar and escape the text for HTML. Raises KeyError for an unknown rule."""
        return escape(self._expand(grammar(self.language)[rule]))

    def many(self, rule: str, count: int) -> list[str]:
        """Expand a rule `count` times, without repetition if the rule has enough different expansions."""
        texts: dict[str, None] = {}
        for _ in range(8 * count):
            texts[self.say(rule)] = None
            if len(texts) == count:
                return list(texts)
        return [*texts, *(self.say(rule) for _ in range(count - len(texts)))]

    def _expand(self, choices: tuple[str, ...]) -> str:
        return SLOT.sub(self._fill, self.rng.choice(choices))

    def _fill(self, slot: re.Match[str]) -> str:
        if brace := slot["brace"]:
            return brace[0]
        if digits := slot["digits"]:
            return "".join(self.rng.choices("0123456789", k=int(digits)))
        if low := slot["low"]:
            return str(self.rng.randint(int(low), int(slot["high"])))
        return self._expand(grammar(self.language)[slot["rule"]])


@cache
def grammar(language: Language) -> Grammar:
    """Returns the grammar of a language: rule name → its possible expansions.

    `{rule}` expands another rule, `{#3}` is three digits, `{1-28}` is a number of that range. `{{` and `}}`
    are braces.
    """
    rules: dict[str, list[str]] = {}
    for name in FILES[language]:
        rules |= tomllib.loads((GRAMMARS / f"{name}.toml").read_text(encoding="utf-8"))
    return {name: tuple(choices) for name, choices in rules.items()}
