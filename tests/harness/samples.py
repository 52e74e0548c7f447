"""Single pictures of the committed corpus with their true texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.harness.lines import normalized
from tests.harness.sets import pictures


@dataclass(frozen=True)
class Sample:
    """A rendered page: its file, its size in pixels, and the normalized texts of its lines."""

    path: Path
    width: int
    height: int
    texts: frozenset[str]

    def share_read(self, words: Iterable[str]) -> float:
        """Returns the share of the lines whose normalized text is among the words."""
        return len(self.texts & {normalized(word) for word in words}) / len(self.texts)


def sample(kind: str) -> Sample:
    """Returns the first picture of a kind."""
    path, truth = next(row for row in pictures("committed") if row[1].kind == kind)
    texts = frozenset(normalized(line.text) for line in truth.lines)
    return Sample(path, truth.width, truth.height, texts)
