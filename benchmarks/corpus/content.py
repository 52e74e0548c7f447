"""Seeded text: grammars whose rules open into sentences, names, prices and codes of our own writing."""

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
SLOT = re.compile(r"\{(?:#(?P<digits>\d+)|(?P<low>\d+)-(?P<high>\d+)|(?P<rule>\w+))\}")

Language = Literal["simplified", "traditional", "english"]
Grammar = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Content:
    """Speaks one language, driven by one source of chance: the same seed says the same."""

    rng: Random
    language: Language = "simplified"

    def say(self, rule: str) -> str:
        """Open a rule of the grammar into text that is safe inside HTML; KeyError for an unknown rule."""
        return escape(self._open(grammar(self.language)[rule]))

    def many(self, rule: str, count: int) -> list[str]:
        """Open a rule `count` times, without a repetition where the rule has enough to say."""
        said: dict[str, None] = {}
        for _ in range(8 * count):
            said[self.say(rule)] = None
            if len(said) == count:
                return list(said)
        return [*said, *(self.say(rule) for _ in range(count - len(said)))]

    def _open(self, choices: tuple[str, ...]) -> str:
        return SLOT.sub(self._fill, self.rng.choice(choices))

    def _fill(self, slot: re.Match[str]) -> str:
        if digits := slot["digits"]:
            return "".join(self.rng.choices("0123456789", k=int(digits)))
        if low := slot["low"]:
            return str(self.rng.randint(int(low), int(slot["high"])))
        return self._open(grammar(self.language)[slot["rule"]])


@cache
def grammar(language: Language) -> Grammar:
    """The rules of a language: a rule's name, and what it may open into.

    `{rule}` opens another rule, `{#3}` is three digits, `{1-28}` is a number of that range.
    """
    rules = tomllib.loads((GRAMMARS / "digits.toml").read_text(encoding="utf-8"))
    rules |= tomllib.loads((GRAMMARS / f"{language}.toml").read_text(encoding="utf-8"))
    return {name: tuple(choices) for name, choices in rules.items()}
