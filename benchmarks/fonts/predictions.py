"""Predictions of the gallery for lines whose font is known, and their accuracy."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf

from benchmarks.fonts.lines import FontLine
from benchmarks.reporting.confidence_bins import ConfidenceBin, confidence_bins
from models.fonts.embedder import Embeddings, FontEmbedder
from models.fonts.gallery import Gallery, Match
from models.fonts.vote import Looks
from models.page import Image

BINS = 10
"""The number of score bins in a reliability table."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A line, the five families predicted for it, most probable first, and the score of the first."""

    line: FontLine
    families: tuple[str, ...]
    score: float

    @property
    def is_first(self) -> bool:
        """Whether the true family is predicted first."""
        return self.families[0] == self.line.family

    @property
    def is_named(self) -> bool:
        """Whether the true family is among the predictions."""
        return self.line.family in self.families


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of lines, of lines with the true family first, and of lines with it among the five."""

    count: int
    first: int
    named: int

    @classmethod
    def of(cls, predictions: Iterable[Prediction]) -> "Tally":
        """Counts the predictions."""
        counted = list(predictions)
        first = sum(prediction.is_first for prediction in counted)
        return cls(len(counted), first, sum(prediction.is_named for prediction in counted))


def similar_on_pages(
    gallery: Gallery, embeddings: Embeddings, lines: Sequence[tuple[str, float, str]]
) -> Iterator[tuple[Match, ...]]:
    """Yields the gallery's answers for lines, of which those of one picture vote together, as in the service.

    Each line is its picture, its height in pixels and its text. Lines of one picture are next to each other.
    """
    first = 0
    for _, group in groupby(lines, lambda line: line[0]):
        _, heights, texts = zip(*group, strict=True)
        yield from gallery.similar(embeddings[first : first + len(texts)], Looks.of(heights, texts))
        first += len(texts)


def predict(
    gallery: Gallery, embedder: FontEmbedder, lines: Sequence[FontLine], strips: Sequence[Image]
) -> list[Prediction]:
    """Predicts the families of lines from their strips, uint8 (48, width, 3), BGR."""
    family_of = {face.name: face.family for face in gallery.faces}
    rows = [(line.picture, line.size, line.text) for line in lines]
    answers = similar_on_pages(gallery, embedder.embed(strips), rows)
    return [
        Prediction(line, tuple(family_of[name] for name, _ in answer), answer[0][1])
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
"""Rows of a table → whether a line counts in the row."""


def score_reliability(predictions: Iterable[Prediction]) -> list[ConfidenceBin]:
    """Returns the mean score and the top-1 accuracy of each bin."""
    edges = [step / BINS for step in range(BINS)]
    scored = ((prediction.score, prediction.is_first) for prediction in predictions)
    return confidence_bins(scored, [*edges, inf])
