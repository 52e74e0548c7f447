"""`python -m benchmarks.confidence SET`: the share of lines without any error, by confidence."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import matplotlib as mpl
import typer
from matplotlib.figure import Figure
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.reporting.confidence_bins import ConfidenceBin, confidence_bins, draw_confidence_bins
from benchmarks.reporting.plot_style import STYLE
from models.page import TextLine
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings
from tests.harness.grouping import groups
from tests.harness.labels import LabelledImage
from tests.harness.scoring import score_group
from tests.harness.sets import pictures

EDGES = (0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001)
"""The edges of the bins. They are denser near 1, where most confidences are."""

Outcome = tuple[float, bool]
"""The confidence of a line, and whether its group of overlapping lines has no error."""


def outcomes(truth: LabelledImage, lines: Iterable[TextLine]) -> Iterator[Outcome]:
    """Yields the outcome of each recognized line. A line without true text counts as wrong."""
    for true, recognized in groups(truth, lines):
        is_exact = score_group(true, recognized, truth.casefold).exact_groups > 0
        yield from ((line.score, is_exact) for line in recognized)


def read(engine: Engine, names: Iterable[str]) -> Iterator[Outcome]:
    """Read all pictures of the sets and yield the outcome of each line."""
    for name in names:
        for path, truth in track(pictures(name), name, console=Console(stderr=True), transient=True):
            page = engine.submit(ReadRequest(path.read_bytes(), ReadOptions(), NEVER)).result()
            yield from outcomes(truth, page.lines)


def draw(rows: Sequence[ConfidenceBin], path: Path) -> None:
    """Write the reliability diagram as SVG."""
    with mpl.rc_context():
        mpl.rcParams.update(STYLE)
        figure = Figure(figsize=(5.6, 3.8), layout="constrained")
        pane = figure.subplots()
        draw_confidence_bins(pane, rows)
        pane.set(title="Lines by their confidence", xlabel="confidence", xlim=(EDGES[0], 1.005))
        pane.set(ylabel="share of lines without error", ylim=(0, 1.02))
        figure.savefig(path, metadata={"Date": None})


def main(
    sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")],
    plot: Annotated[Path | None, typer.Option(help="The SVG file to draw.")] = None,
) -> None:
    """Read the sets, print a table, and draw a plot if asked for."""
    engine = open_engine(Settings().engine())
    rows = confidence_bins(read(engine, sets), EDGES)
    engine.close()
    table = Table("mean confidence", "lines without error", "lines")
    for score, right, count in rows:
        table.add_row(f"{score:.4f}", f"{right:.1%}", f"{count}")
    Console().print(table)
    if plot:
        draw(rows, plot)


if __name__ == "__main__":
    typer.run(main)
