"""Pictures of the committed corpus, with what stands in them."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "data" / "corpus"


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


def normal(text: str) -> str:
    """The text in NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def samples() -> list[tuple[str, Sample]]:
    """Every picture of the corpus with its kind."""
    rows = map(json.loads, (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        (
            row["kind"],
            Sample(
                CORPUS / row["image"],
                row["width"],
                row["height"],
                frozenset(normal(line["text"]) for line in row["lines"]),
            ),
        )
        for row in rows
    ]


def sample(kind: str) -> Sample:
    """The first picture of a kind."""
    return next(found for its_kind, found in samples() if its_kind == kind)
