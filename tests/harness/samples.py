"""Pictures of the committed corpus, with what stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.harness.scoring import normal
from tests.harness.sets import pictures


@dataclass(frozen=True)
class Sample:
    """A rendered page: its file, its size in pixels and the texts of its lines."""

    path: Path
    width: int
    height: int
    texts: frozenset[str]

    def share_read(self, words: Iterable[str]) -> float:
        """Which share of the lines stands among these words, white space and width forms aside."""
        return len(self.texts & {normal(word) for word in words}) / len(self.texts)


def sample(kind: str) -> Sample:
    """The first picture of a kind."""
    path, truth = next(row for row in pictures("committed") if row[1].kind == kind)
    texts = frozenset(normal(line.text) for line in truth.lines)
    return Sample(path, truth.width, truth.height, texts)
