"""`python -m benchmarks.lines`: how every true line is read, as printed, by kind of page.

- *spaces*: lines with wrong spaces
- *width*: lines with full-width signs read as half-width ones, or the other way round
- *wrong*: lines with other errors
- *missing*: lines at whose place nothing is read
- *extra*: lines read where there is no text
- *as printed*: the share of exact lines
- *characters right*: the share of lines that are exact but for spaces and the width of signs

In tables every cell is a line.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from service.engine.opening import open_engine
from service.settings import Settings
from tests.harness.accuracy import pages_of_set
from tests.harness.verdicts import Reading, Verdict, readings

COLUMNS = ("set", "kind", "lines", *Verdict, "as printed", "characters right")

RIGHT = (Verdict.EXACT, Verdict.SPACES, Verdict.WIDTH)

WIDTH = 130
"""The width of the table in characters. rich assumes 80 if the output is a pipe."""


def main(
    sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")],
    show: Annotated[bool, typer.Option(help="Print the lines that are not read as printed.")] = False,
) -> None:
    """Read labelled sets with the configured models and count how each line is read."""
    engine = open_engine(Settings().engine())
    table, console = Table(*COLUMNS), Console(width=max(Console().width, WIDTH))
    for name in sets:
        kinds = dict[str, Counter[Verdict]]()
        for truth, lines in pages_of_set(engine, name):
            found = readings(truth, lines)
            kinds.setdefault(truth.kind, Counter()).update(each.verdict for each in found)
            for reading in found if show else ():
                _print_wrong(console, truth.image, reading)
        for row in table_rows(Path(name).name, kinds):
            table.add_row(*row)
        table.add_section()
    engine.close()
    console.print(table)


def table_rows(name: str, kinds: dict[str, Counter[Verdict]]) -> Iterator[tuple[str, ...]]:
    """Yields the rows of a set: one for each kind of page if there are several, and their sum."""
    if len(kinds) > 1:
        for kind, counts in kinds.items():
            yield _row(name, kind, counts)
    yield _row(name, "all", sum(kinds.values(), Counter()))


def _row(name: str, kind: str, counts: Counter[Verdict]) -> tuple[str, ...]:
    lines = counts.total() - counts[Verdict.EXTRA]
    right = sum(counts[each] for each in RIGHT)
    shares = (f"{count / max(lines, 1):.4f}" for count in (counts[Verdict.EXACT], right))
    return name, kind, str(lines), *(str(counts[each]) for each in Verdict), *shares


def _print_wrong(console: Console, image: str, reading: Reading) -> None:
    if reading.verdict is not Verdict.EXACT:
        row = f"{reading.verdict:8} {image}  {reading.text!r} -> {reading.read!r}"
        console.print(row, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
