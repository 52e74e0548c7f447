"""How well fonts are told: `python -m benchmarks.fonts render|score|designs`."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from benchmarks.fonts.designs import judge_designs
from benchmarks.fonts.lines import read_lines, write_lines
from benchmarks.fonts.rendering import render
from benchmarks.fonts.score import score
from benchmarks.fonts.strips import cut, write_strips
from service.engine.opening import open_engine
from service.settings import Settings

app = typer.Typer(add_completion=False)

Folder = Annotated[Path, typer.Argument(help="Folder of the evaluation's pictures.")]
Fonts = Annotated[
    Path, typer.Option(help="Folder of the font files, see `python -m models.fonts.training.data.fetch`.")
]


@app.command("render")
def render_command(
    folder: Folder,
    fonts: Fonts,
    seed: Annotated[int, typer.Option(help="The same seed gives the same pages.")] = 0,
) -> None:
    """Render the evaluation with Chromium, and cut the lines out as the service does."""
    for fault in render(folder, fonts, seed):
        typer.echo(fault, err=True)
    cut_command(folder)


@app.command("cut")
def cut_command(folder: Folder) -> None:
    """Cut the lines out of pictures that were rendered before."""
    engine = open_engine(Settings().engine())
    engine.warm()
    lines, strips = [], []
    for picture, group in track(groupby(read_lines(folder), lambda line: line.picture), "cutting"):
        there = list(group)
        for line, (strip, detected) in zip(
            there, cut(engine, folder / picture, [line.quad for line in there]), strict=True
        ):
            lines.append(replace(line, detected=detected))
            strips.append(strip)
    engine.close()
    write_lines(folder, lines)
    write_strips(folder, strips)


@app.command("score")
def score_command(
    folder: Folder,
    fonts: Fonts,
    plot: Annotated[Path | None, typer.Option(help="Where the scores' reliability is drawn, as SVG.")] = None,
) -> None:
    """Tell the fonts of the rendered lines, and print how often that is right."""
    score(folder, fonts, plot)


@app.command("designs")
def designs_command() -> None:
    """Tell the fonts of real designs, and print how often class and weight are right."""
    judge_designs()


if __name__ == "__main__":
    app()
