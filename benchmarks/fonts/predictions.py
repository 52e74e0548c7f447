"""Lines whose font is known, beside what the gallery says of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf

from benchmarks.fonts.lines import FontLine
from benchmarks.reporting.confidence_bins import Row, reliability
from models.fonts.embedder import FontEmbedder
from models.fonts.gallery import Gallery
from models.page import Image

STEPS = 10
"""Of a table of scores beside what came true."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A line, the five families that it was said to resemble most, and the first one's score."""

    line: FontLine
    families: tuple[str, ...]
    score: float

    @property
    def is_first(self) -> bool:
        """Whether its own family was named first."""
        return self.families[0] == self.line.family

    @property
    def is_named(self) -> bool:
        """Whether its own family was named at all."""
        return self.line.family in self.families


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines there were, and for how many their own family was named first, and at all."""

    count: int
    first: int
    named: int

    @classmethod
    def of(cls, judged: Iterable[Judged]) -> "Tally":
        """The tally of some lines."""
        there = list(judged)
        return cls(len(there), sum(each.is_first for each in there), sum(each.is_named for each in there))


def judge(
    gallery: Gallery, embedder: FontEmbedder, lines: Sequence[FontLine], strips: Sequence[Image]
) -> list[Judged]:
    """What the gallery says of lines, given their strips, uint8 (48, width, 3) BGR."""
    family_of = {specimen.name: specimen.family for specimen in gallery.specimens}
    answers = gallery.similar(embedder.embed(strips))
    return [
        Judged(line, tuple(family_of[name] for name, _ in answer), answer[0][1])
        for line, answer in zip(lines, answers, strict=True)
    ]


KINDS: dict[str, Callable[[FontLine], bool]] = {
    "4 characters and more": lambda line: not line.is_pair,
    "… Chinese": lambda line: not line.is_pair and line.script != "latin",
    "… Latin": lambda line: not line.is_pair and line.script == "latin",
    "2 characters": lambda line: line.is_pair,
    "… two Chinese": lambda line: line.is_pair and line.script != "latin",
    "… two Latin": lambda line: line.is_pair and line.script == "latin",
}
"""The rows of a table: which lines count in each."""


def trust(judged: Iterable[Judged]) -> list[Row]:
    """What came true of lines of about one score."""
    edges = [step / STEPS for step in range(STEPS)]
    return reliability(((each.score, each.is_first) for each in judged), [*edges, inf])
