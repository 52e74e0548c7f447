"""`python -m benchmarks.reading`: the character error rate of whole pages.

Lines in a wrong order count as errors. The table also has the error rate in the best order.
"""

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
from tests.harness.lines import normalized
from tests.harness.sets import REAL

PAGES = REAL / "pages"
"""Screenshots with their full text. They may be absent, see tests.harness.sets."""

GROUPS: Mapping[str, frozenset[str]] = {
    "zh": frozenset({"zh"}),
    "en": frozenset({"en"}),
    "zh and en": frozenset({"zh", "en"}),
}
"""Row of the table → its languages. The models do not support the Polish and Russian pages."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The full text of a page in reading order."""

    image: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Errors:
    """The edit distances of one page.

    `characters` is the length of the true text. `wrong` is the number of edits with lines in the order of the
    answer, `wrong_in_best_order` with lines in the best order.
    """

    characters: int
    wrong: int
    wrong_in_best_order: int

    @property
    def share(self) -> float:
        """The character error rate of the page."""
        return self.wrong / max(self.characters, 1)


def transcripts(path: Path) -> list[Transcript]:
    """Returns all rows of a label file with full texts."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    return [Transcript(row["image"], row["lang"], row["full_text"]) for row in rows]


def errors(text: str, blocks: Sequence[str]) -> Errors:
    """Returns the edit distances between the true text and the joined blocks, both normalized."""
    true, read = normalized(text), [normalized(block) for block in blocks]
    wrong = Levenshtein.distance("".join(read), true)
    ideal = sorted(read, key=lambda block: _place(block, true))
    return Errors(len(true), wrong, min(wrong, Levenshtein.distance("".join(ideal), true)))


def _place(block: str, text: str) -> int:
    """Returns the index in the text where the block matches best, or 0 without a match."""
    found = partial_ratio_alignment(block, text) if block and len(block) <= len(text) else None
    return found.dest_start if found else 0


def measure(engine: Engine) -> dict[str, list[Errors]]:
    """Read every page and return the errors by language."""
    measured: dict[str, list[Errors]] = {}
    rows = transcripts(PAGES / "labels.jsonl")
    for row in track(rows, "pages", console=Console(stderr=True), transient=True):
        data = (PAGES / row.image).read_bytes()
        page = engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
        page_errors = errors(row.text, [line.text for line in page.lines])
        measured.setdefault(row.language, []).append(page_errors)
    return measured


def table_rows(measured: Mapping[str, Sequence[Errors]]) -> Iterator[tuple[str, ...]]:
    """Yields the rows: language, pages, characters, error rate, error rate in the best order, median page."""
    for name, languages in GROUPS.items():
        pages = [page for language in sorted(languages) for page in measured.get(language, ())]
        characters = sum(page.characters for page in pages)
        counts = (sum(page.wrong for page in pages), sum(page.wrong_in_best_order for page in pages))
        shares = [count / max(characters, 1) for count in counts]
        median_share = median([page.share for page in pages] or [0.0])
        yield name, str(len(pages)), str(characters), *(f"{share:.4f}" for share in (*shares, median_share))


def main() -> None:
    """Read the pages with the configured models and print their error rates."""
    engine = open_engine(Settings().engine())
    table = Table("language", "pages", "characters", "error", "error in the best order", "median page")
    for row in table_rows(measure(engine)):
        table.add_row(*row)
    engine.close()
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
