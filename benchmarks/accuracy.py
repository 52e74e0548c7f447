"""`python -m benchmarks.accuracy`: character F1 and exact lines, per set and per kind of page."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.scoring import Score, merge, score_image
from benchmarks.sets import pictures, present
from service.engine.engine import Engine
from service.engine.entry import NEVER, Entry, ReadOptions
from service.engine.opening import open_engine
from service.settings import Settings

Kinds = dict[str, list[Score]]


def measure(engine: Engine, name: str) -> Kinds:
    """The scores of a set's pictures by their kind; a set without kinds has one, with no name."""
    kinds: Kinds = {}
    for path, truth in track(pictures(name), name, console=Console(stderr=True), transient=True):
        page = engine.submit(Entry(path.read_bytes(), ReadOptions(), NEVER)).result()
        kinds.setdefault(truth.kind, []).append(score_image(truth, page.lines))
    return kinds


def main(
    sets: Annotated[list[str] | None, typer.Argument(help="Sets to read; else all that are here.")] = None,
) -> None:
    """Read the labelled sets with the configured models and print how much was right."""
    engine = open_engine(Settings().engine())
    table = Table("set", "kind", "pictures", "characters", "recall", "precision", "F1", "exact lines")
    for name in sets or present():
        for row in _rows(name, measure(engine, name)):
            table.add_row(*row)
        table.add_section()
    engine.close()
    Console().print(table)


def _rows(name: str, kinds: Kinds) -> Iterator[tuple[str, ...]]:
    if len(kinds) > 1:
        for kind, scores in kinds.items():
            yield _row(name, kind, scores)
    yield _row(name, "all", [score for scores in kinds.values() for score in scores])


def _row(name: str, kind: str, scores: Iterable[Score]) -> tuple[str, ...]:
    held = list(scores)
    total = merge(held)
    shares = (total.recall, total.precision, total.f1, total.exact)
    return name, kind, str(len(held)), str(total.true), *(f"{share:.4f}" for share in shares)


if __name__ == "__main__":
    typer.run(main)
