"""`python -m benchmarks.confidence SET`: how often lines of a confidence were read without any difference."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import matplotlib as mpl
import typer
from matplotlib.figure import Figure
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.reporting.confidence_bins import Row, draw_rows, reliability
from benchmarks.reporting.plot_style import STYLE
from models.page import TextLine
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings
from tests.harness.labels import LabelledImage
from tests.harness.scoring import groups, score_group
from tests.harness.sets import pictures

EDGES = (0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001)
"""From where to where confidences are counted together; most are high."""

Outcome = tuple[float, bool]
"""A found line's confidence, and whether what it belongs to was read without any difference."""


def outcomes(truth: LabelledImage, lines: Iterable[TextLine]) -> Iterator[Outcome]:
    """One for each line that was found; what is no text is not exact."""
    for true, found in groups(truth, lines):
        is_exact = score_group(true, found, truth.casefold).exact_groups > 0
        yield from ((line.score, is_exact) for line in found)


def read(engine: Engine, names: Iterable[str]) -> Iterator[Outcome]:
    """Every line that is found in the pictures of the sets."""
    for name in names:
        for path, truth in track(pictures(name), name, console=Console(stderr=True), transient=True):
            page = engine.submit(ReadRequest(path.read_bytes(), ReadOptions(), NEVER)).result()
            yield from outcomes(truth, page.lines)


def draw(rows: Sequence[Row], path: Path) -> None:
    """Write an SVG: confidences beside what came true."""
    with mpl.rc_context():
        mpl.rcParams.update(STYLE)
        figure = Figure(figsize=(5.6, 3.8), layout="constrained")
        pane = figure.subplots()
        draw_rows(pane, rows)
        pane.set(title="Lines by their confidence", xlabel="confidence", xlim=(EDGES[0], 1.005))
        pane.set(ylabel="share read without any difference", ylim=(0, 1.02))
        figure.savefig(path, metadata={"Date": None})


def main(
    sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")],
    plot: Annotated[Path | None, typer.Option(help="Where it is drawn, as SVG.")] = None,
) -> None:
    """Read, print, and draw where that is wanted."""
    engine = open_engine(Settings().engine())
    rows = reliability(read(engine, sets), EDGES)
    engine.close()
    table = Table("mean confidence", "read without any difference", "lines")
    for score, right, count in rows:
        table.add_row(f"{score:.4f}", f"{right:.1%}", f"{count}")
    Console().print(table)
    if plot:
        draw(rows, plot)


if __name__ == "__main__":
    typer.run(main)
