"""Picks texts for the evaluation: parts of the corpus' texts that are not in the training data."""

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
"""A line of four or more characters, or of exactly two."""

RULES: Mapping[Language, tuple[str, ...]] = {
    "simplified": ("sentence", "headline", "review", "notice", "verse", "address"),
    "traditional": ("sentence", "headline", "notice", "verse", "prose", "address"),
    "english": ("sentence", "headline", "slogan", "notice", "comment", "feature"),
}
LANGUAGES: Mapping[Script, Language] = {"hans": "simplified", "hant": "traditional", "latin": "english"}

MIN_LENGTH, MAX_HAN = 4, 10
"""Minimum characters of a line, and maximum characters of a Chinese line."""

MAX_LATIN = 24
"""Maximum characters of a Latin line."""

MAX_TRIES = 20_000
"""The number of sentences that are tried before a face counts as unable to show the script."""

IDEOGRAPHS = re.compile("[一-鿿]+")


class NoTextFound(LookupError):
    """The prose has no text that the face can show."""


@dataclass(frozen=True, slots=True)
class TextPicker:
    """Picks texts from prose that a face with `characters` can show."""

    rng: Random
    characters: frozenset[str]

    def pick(self, script: Script, length: Length) -> str:
        """Returns a random text. Raises NoTextFound if the face lacks too many characters."""
        content = Content(self.rng, LANGUAGES[script])
        pick_part = _PICKERS[script == "latin", length]
        for _ in range(MAX_TRIES):
            prose = unescape(content.say(self.rng.choice(RULES[content.language])))
            text = pick_part(self, prose)
            if text and self.characters.issuperset(text) and not is_trained(text, script):
                return text
        raise NoTextFound(f"no {script} {length}")

    def chinese_line(self, prose: str) -> str:
        """Returns four to ten consecutive Chinese characters."""
        return self._chinese(prose, self.rng.randint(MIN_LENGTH, MAX_HAN))

    def chinese_pair(self, prose: str) -> str:
        """Returns two consecutive Chinese characters."""
        return self._chinese(prose, 2)

    def latin_line(self, prose: str) -> str:
        """Returns consecutive words of at least four characters, sometimes in capitals. May be empty."""
        words_of_prose, max_length = prose.split(), self.rng.randint(6, MAX_LATIN)
        start = self.rng.randrange(len(words_of_prose))
        ends = range(start + 1, len(words_of_prose) + 1)
        lines = [" ".join(words_of_prose[start:end]) for end in ends]
        line = max((line for line in lines if len(line) <= max_length), key=len, default="")
        return (line.upper() if self.rng.random() < 0.15 else line) if len(line) >= MIN_LENGTH else ""

    def latin_pair(self, prose: str) -> str:
        """Returns two consecutive letters or digits."""
        pairs = re.findall(r"(?=(\w\w))", prose)
        return self.rng.choice(pairs) if pairs else ""

    def _chinese(self, prose: str, length: int) -> str:
        runs = [run for run in self._drawable_runs(prose) if len(run) >= length]
        if not runs:
            return ""
        run = self.rng.choice(runs)
        start = self.rng.randint(0, len(run) - length)
        return run[start : start + length]

    def _drawable_runs(self, prose: str) -> Iterator[str]:
        """Yields the runs of Chinese characters that the face has."""
        for run in IDEOGRAPHS.findall(prose):
            drawable = "".join(character if character in self.characters else " " for character in run)
            yield from drawable.split()


def is_trained(text: str, script: Script) -> bool:
    """Whether the training data may contain the text, or a long phrase of it."""
    if script == "latin":
        return text in words(script)
    return any(text in word or (len(word) >= MIN_LENGTH and word in text) for word in words(script))


_PICKERS: Mapping[tuple[bool, Length], Callable[[TextPicker, str], str]] = {
    (False, "line"): TextPicker.chinese_line,
    (False, "pair"): TextPicker.chinese_pair,
    (True, "line"): TextPicker.latin_line,
    (True, "pair"): TextPicker.latin_pair,
}
