"""`python -m benchmarks.confidence SET`: how often lines of a confidence were read without any difference."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Annotated

import matplotlib as mpl
import typer
from matplotlib.figure import Figure
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.labels import LabelledImage
from benchmarks.load.plots import STYLE
from benchmarks.scoring import groups, score_group
from benchmarks.sets import pictures
from models.page import TextLine
from service.engine.engine import Engine
from service.engine.entry import NEVER, Entry, ReadOptions
from service.engine.opening import open_engine
from service.settings import Settings

EDGES = (0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001)
"""From where to where confidences are counted together; most are high."""

Row = tuple[float, float, int]
"""The mean confidence, the share of lines that are right, and their number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A found line's confidence, and whether what it belongs to was read without any difference."""

    score: float
    is_exact: bool


def outcomes(truth: LabelledImage, lines: Iterable[TextLine]) -> list[Outcome]:
    """One for each line that was found; what is no text is not exact."""
    return [
        Outcome(line.score, score_group(true, found, truth.casefold).exact_groups > 0)
        for true, found in groups(truth, lines)
        for line in found
    ]


def read(engine: Engine, names: Iterable[str]) -> Iterator[Outcome]:
    """Every line that is found in the pictures of the sets."""
    for name in names:
        for path, truth in track(pictures(name), name, console=Console(stderr=True), transient=True):
            page = engine.submit(Entry(path.read_bytes(), ReadOptions(), NEVER)).result()
            yield from outcomes(truth, page.lines)


def reliability(judged: Sequence[Outcome]) -> list[Row]:
    """A row for each span of confidences in which there is a line."""
    spans = ([each for each in judged if low <= each.score < high] for low, high in pairwise(EDGES))
    return [
        (mean(each.score for each in span), mean(each.is_exact for each in span), len(span))
        for span in spans
        if span
    ]


def draw(rows: Sequence[Row], path: Path) -> None:
    """Write an SVG: confidences beside what came true."""
    with mpl.rc_context():
        mpl.rcParams.update(STYLE)
        figure = Figure(figsize=(5.6, 3.8), layout="constrained")
        pane = figure.subplots()
        pane.plot([0, 1], [0, 1], linestyle=":", color="grey")
        pane.plot([score for score, _, _ in rows], [right for _, right, _ in rows], marker="o")
        for score, right, count in rows:
            pane.annotate(f"{count}", (score, right), (4, -10), textcoords="offset points", fontsize=7)
        pane.set(title="Lines by their confidence", xlabel="confidence", xlim=(EDGES[0], 1.005))
        pane.set(ylabel="share read without any difference", ylim=(0, 1.02))
        figure.savefig(path, metadata={"Date": None})


def main(
    sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")],
    plot: Annotated[Path | None, typer.Option(help="Where it is drawn, as SVG.")] = None,
) -> None:
    """Read, print, and draw where that is wanted."""
    engine = open_engine(Settings().engine())
    rows = reliability(list(read(engine, sets)))
    engine.close()
    table = Table("mean confidence", "read without any difference", "lines")
    for score, right, count in rows:
        table.add_row(f"{score:.4f}", f"{right:.1%}", f"{count}")
    Console().print(table)
    if plot:
        draw(rows, plot)


if __name__ == "__main__":
    typer.run(main)
