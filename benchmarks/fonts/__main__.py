"""Measures font recognition: `python -m benchmarks.fonts render|cut|score|designs`."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from benchmarks.fonts.designs import score_designs
from benchmarks.fonts.lines import read_lines, write_lines
from benchmarks.fonts.rendering import render
from benchmarks.fonts.score import score
from benchmarks.fonts.strips import crop_lines, write_strips
from service.engine.opening import open_engine
from service.settings import Settings

app = typer.Typer(add_completion=False)

Folder = Annotated[Path, typer.Argument(help="The folder of the rendered pictures.")]
Fonts = Annotated[
    Path, typer.Option(help="The folder of the font files, see `python -m models.fonts.training.data.fetch`.")
]


@app.command("render")
def render_command(
    folder: Folder,
    fonts: Fonts,
    seed: Annotated[int, typer.Option(help="The same seed gives the same pages.")] = 0,
) -> None:
    """Render pages with Chromium, and crop their lines as the service does."""
    for problem in render(folder, fonts, seed):
        typer.echo(problem, err=True)
    cut_command(folder)


@app.command("cut")
def cut_command(folder: Folder) -> None:
    """Crop the lines of pictures that are already rendered."""
    engine = open_engine(Settings().engine())
    engine.warm()
    lines, strips = [], []
    for picture, group in track(groupby(read_lines(folder), lambda line: line.picture), "cropping"):
        on_picture = list(group)
        crops = crop_lines(engine, folder / picture, [line.quad for line in on_picture])
        for line, (strip, detected) in zip(on_picture, crops, strict=True):
            lines.append(replace(line, detected=detected))
            strips.append(strip)
    engine.close()
    write_lines(folder, lines)
    write_strips(folder, strips)


@app.command("score")
def score_command(
    folder: Folder,
    fonts: Fonts,
    plot: Annotated[Path | None, typer.Option(help="The SVG file for a reliability plot.")] = None,
) -> None:
    """Recognize the fonts of the rendered lines, and print the accuracy."""
    score(folder, fonts, plot)


@app.command("designs")
def designs_command() -> None:
    """Recognize the fonts of real designs, and print the accuracy of style class and weight."""
    score_designs()


if __name__ == "__main__":
    app()
