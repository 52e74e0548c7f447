"""What the lines of the evaluation say: pieces of our corpus's prose that training does not have."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from random import Random
from typing import Literal

from benchmarks.corpus.content import Content, Language
from models.fonts.catalog import Script
from models.fonts.rendering.texts import words

Length = Literal["line", "pair"]
"""A line of four characters and more, or of exactly two."""

RULES: Mapping[Language, tuple[str, ...]] = {
    "simplified": ("sentence", "headline", "review", "notice", "verse", "address"),
    "traditional": ("sentence", "headline", "notice", "verse", "prose", "address"),
    "english": ("sentence", "headline", "slogan", "notice", "comment", "feature"),
}
LANGUAGES: Mapping[Script, Language] = {"hans": "simplified", "hant": "traditional", "latin": "english"}

FEWEST, MOST = 4, 10
"""Characters of a Chinese line."""

LONGEST = 24
"""Characters of a Latin line, at most."""

ENOUGH = 20_000
"""So many sentences are looked through before a face counts as one that cannot show the script."""

IDEOGRAPHS = re.compile("[一-鿿]+")


class NothingToSay(LookupError):
    """The prose has no piece that a face can show."""


@dataclass(frozen=True, slots=True)
class Author:
    """Cuts pieces out of prose that a face with these characters can show."""

    rng: Random
    characters: frozenset[str]

    def piece(self, script: Script, length: Length) -> str:
        """One line; NothingToSay if the face lacks too many characters."""
        content = Content(self.rng, LANGUAGES[script])
        cut = _CUTS[script == "latin", length]
        for _ in range(ENOUGH):
            prose = unescape(content.say(self.rng.choice(RULES[content.language])))
            piece = cut(self, prose)
            if piece and self.characters.issuperset(piece) and not is_trained(piece, script):
                return piece
        raise NothingToSay(f"no {script} {length}")

    def chinese_line(self, prose: str) -> str:
        """Between four and ten characters that follow one another."""
        return self._chinese(prose, self.rng.randint(FEWEST, MOST))

    def chinese_pair(self, prose: str) -> str:
        """Two characters that follow one another."""
        return self._chinese(prose, 2)

    def latin_line(self, prose: str) -> str:
        """Words that follow one another, now and then in capitals; at least four characters."""
        parts, most = prose.split(), self.rng.randint(6, LONGEST)
        start = self.rng.randrange(len(parts))
        lines = [" ".join(parts[start:end]) for end in range(start + 1, len(parts) + 1)]
        line = max((line for line in lines if len(line) <= most), key=len, default="")
        return (line.upper() if self.rng.random() < 0.15 else line) if len(line) >= FEWEST else ""

    def latin_pair(self, prose: str) -> str:
        """Two letters or digits that follow one another."""
        pairs = re.findall(r"(?=(\w\w))", prose)
        return self.rng.choice(pairs) if pairs else ""

    def _chinese(self, prose: str, length: int) -> str:
        runs = [run for run in self._shown(prose) if len(run) >= length]
        if not runs:
            return ""
        run = self.rng.choice(runs)
        start = self.rng.randint(0, len(run) - length)
        return run[start : start + length]

    def _shown(self, prose: str) -> Iterator[str]:
        """The runs of Chinese characters that the face has."""
        for run in IDEOGRAPHS.findall(prose):
            shown = "".join(character if character in self.characters else " " for character in run)
            yield from shown.split()


def is_trained(piece: str, script: Script) -> bool:
    """Whether training may have shown the piece, or the phrase that it holds, as it is."""
    if script == "latin":
        return piece in words(script)
    return any(piece in word or (len(word) >= FEWEST and word in piece) for word in words(script))


Cut = Callable[[Author, str], str]

_CUTS: Mapping[tuple[bool, Length], Cut] = {
    (False, "line"): Author.chinese_line,
    (False, "pair"): Author.chinese_pair,
    (True, "line"): Author.latin_line,
    (True, "pair"): Author.latin_pair,
}
