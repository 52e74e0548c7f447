"""`python -m benchmarks.reading`: character error of whole pages, their blocks joined in the order given."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import typer
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment
from rich.console import Console
from rich.progress import track
from rich.table import Table

from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings
from tests.harness.scoring import normalized
from tests.harness.sets import REAL

PAGES = REAL / "pages"
"""Screenshots with their full text; may be absent, see `sets`."""

GROUPS: Mapping[str, frozenset[str]] = {
    "zh": frozenset({"zh"}),
    "en": frozenset({"en"}),
    "zh and en": frozenset({"zh", "en"}),
}
"""Rows of the table, by the languages they take; the models know no Polish and no Russian."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A page's whole text in the order in which it is read."""

    image: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Errors:
    """Of one page: its characters, wrong ones as it was read, and those that no order of its lines saves."""

    characters: int
    wrong: int
    unsaved: int

    @property
    def share(self) -> float:
        """The page's character error."""
        return self.wrong / max(self.characters, 1)


def transcripts(path: Path) -> list[Transcript]:
    """Every row of a label file with full texts."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    return [Transcript(row["image"], row["lang"], row["full_text"]) for row in rows]


def errors(text: str, blocks: Sequence[str]) -> Errors:
    """Edits between a text and blocks that are joined in their order; in NFKC, without white space."""
    true, read = normalized(text), [normalized(block) for block in blocks]
    wrong = Levenshtein.distance("".join(read), true)
    ideal = sorted(read, key=lambda block: _place(block, true))
    return Errors(len(true), wrong, min(wrong, Levenshtein.distance("".join(ideal), true)))


def _place(block: str, text: str) -> int:
    """Where in the text the block fits best."""
    found = partial_ratio_alignment(block, text) if block and len(block) <= len(text) else None
    return found.dest_start if found else 0


def measure(engine: Engine) -> dict[str, list[Errors]]:
    """The errors of every page, by language."""
    measured: dict[str, list[Errors]] = {}
    rows = transcripts(PAGES / "labels.jsonl")
    for row in track(rows, "pages", console=Console(stderr=True), transient=True):
        data = (PAGES / row.image).read_bytes()
        page = engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
        found = errors(row.text, [line.text for line in page.lines])
        measured.setdefault(row.language, []).append(found)
    return measured


def table_rows(measured: Mapping[str, Sequence[Errors]]) -> Iterator[tuple[str, ...]]:
    """The table's rows: language, pages, characters, error, error in the best order, median page."""
    for name, languages in GROUPS.items():
        pages = [page for language in sorted(languages) for page in measured.get(language, ())]
        characters = sum(page.characters for page in pages)
        counts = (sum(page.wrong for page in pages), sum(page.unsaved for page in pages))
        shares = [count / max(characters, 1) for count in counts]
        middle = median([page.share for page in pages] or [0.0])
        yield name, str(len(pages)), str(characters), *(f"{share:.4f}" for share in (*shares, middle))


def main() -> None:
    """Read the pages with the configured models and print how far the joined blocks are from their texts."""
    engine = open_engine(Settings().engine())
    table = Table("language", "pages", "characters", "error", "error in the best order", "median page")
    for row in table_rows(measure(engine)):
        table.add_row(*row)
    engine.close()
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
