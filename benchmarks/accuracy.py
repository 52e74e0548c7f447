"""`python -m benchmarks.accuracy`: character F1 and exact lines, by set and kind of page.

Both ignore spaces. The table also has the F1 of words, the recall and the precision of spaces,
the share of lines whose first corner is right, and the share of blank pictures in which text was found.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from service.engine.opening import open_engine
from service.settings import Settings
from tests.harness.accuracy import pages_of_set, scores_by_kind
from tests.harness.scoring import Score, merge
from tests.harness.sets import available

COLUMNS = (
    "set",
    "kind",
    "pictures",
    "characters",
    "recall",
    "precision",
    "F1",
    "exact lines",
    "words F1",
    "space recall",
    "space precision",
    "first corner",
    "words on blank",
)

WIDTH = 165
"""The width of the table in characters. rich assumes 80 if the output is a pipe."""


def main(
    sets: Annotated[
        list[str] | None,
        typer.Argument(help="Sets, or folders with labels.jsonl. Default: all available sets."),
    ] = None,
) -> None:
    """Read the labelled sets with the configured models and print their scores."""
    engine = open_engine(Settings().engine())
    table = Table(*COLUMNS)
    for name in sets or available():
        for row in _rows(Path(name).name, scores_by_kind(pages_of_set(engine, name))):
            table.add_row(*row)
        table.add_section()
    engine.close()
    Console(width=max(Console().width, WIDTH)).print(table)


def _rows(name: str, kinds: dict[str, list[Score]]) -> Iterator[tuple[str, ...]]:
    if len(kinds) > 1:
        for kind, scores in kinds.items():
            yield _row(name, kind, scores)
    yield _row(name, "all", [score for scores in kinds.values() for score in scores])


def _row(name: str, kind: str, scores: Iterable[Score]) -> tuple[str, ...]:
    pictures = list(scores)
    total = merge(pictures)
    shares = (
        _share(total.recall, total.true),
        _share(total.precision, total.true),
        _share(total.f1, total.true),
        _share(total.exact, total.groups),
        _share(total.words_f1, total.words),
        _share(total.space_recall, total.spaces),
        _share(total.space_precision, total.spaces_predicted),
        _share(total.first_corner, total.pairs),
        _share(total.noise, total.blank),
    )
    return name, kind, str(len(pictures)), str(total.true), *shares


def _share(value: float, cases: int) -> str:
    """Format a share, or return "" if there are no cases."""
    return f"{value:.4f}" if cases else ""


if __name__ == "__main__":
    typer.run(main)
