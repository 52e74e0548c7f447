"""`python -m benchmarks.acceptance`: the right and the wrong lines that acceptance rejects, and its weights.

`read` recognizes labelled pictures, accepts every line, and writes the lines with their evidence to a file.
`rate` applies the parameters of the catalog or others to such files. `fit` fits the weights to such files.
Fit on some files and confirm on others; docs/decisions/0044.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from unittest.mock import patch

import cv2
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.acceptance.fitting import fitted
from benchmarks.acceptance.judged_lines import RULES, Found, JudgedLine, judged_lines, rating, rule_of
from models.acceptance.acceptance import page_evidence
from models.catalog.catalog import model_sets
from models.catalog.line_parameters import AcceptanceParameters
from models.page import Image, TextLine
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.reading import pipeline
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings
from tests.harness.sets import pictures

app = typer.Typer(help=__doc__, pretty_exceptions_enable=False)


@app.command()
def read(
    sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")],
    out: Annotated[Path, typer.Option(help="The file to write: one JSON object for each line.")],
    scale: Annotated[
        float, typer.Option(min=0.1, max=1, help="Factor by which pictures are shrunk first.")
    ] = 1.0,
) -> None:
    """Recognize pictures and accept every line. Shrunk pictures are enlarged again, which blurs them."""
    engine = open_engine(Settings().engine())
    with out.open("w", encoding="utf-8") as file:
        for name in sets:
            for path, truth in track(pictures(name), name, console=Console(stderr=True), transient=True):
                found = _unfiltered(engine, blurred(path.read_bytes(), scale))
                for reading in judged_lines(truth, found):
                    file.write(json.dumps(asdict(reading), ensure_ascii=False) + "\n")
    engine.close()


def _unfiltered(engine: Engine, data: bytes) -> list[Found]:
    """Every line of a picture."""
    found: list[Found] = []

    def accepted(
        lines: Sequence[TextLine], detection_scores: Sequence[float], parameters: AcceptanceParameters
    ) -> list[bool]:
        evidence = page_evidence(lines, detection_scores, parameters)
        found.extend(zip(lines, detection_scores, evidence, strict=True))
        return [False] * len(lines)

    with patch.object(pipeline, "accepted", accepted):
        engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
    return found


def blurred(data: bytes, scale: float) -> bytes:
    """Shrink a picture, compress it as JPEG of quality 50, and enlarge it again. Scale 1 changes nothing."""
    if scale == 1:
        return data
    image = _decoded(data)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    compressed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 50])[1].tobytes()
    enlarged = cv2.resize(_decoded(compressed), image.shape[1::-1])
    return cv2.imencode(".png", enlarged)[1].tobytes()


def _decoded(data: bytes) -> Image:
    return decode(open_picture(data, ImageLimits()))


@app.command()
def rate(
    files: Annotated[list[Path], typer.Argument(help="Files that `read` wrote.")],
    override: Annotated[list[str] | None, typer.Option(help="A parameter, such as min_log_odds=1.")] = None,
) -> None:
    """Print the right lines that the parameters lose and the wrong lines that they stop."""
    catalogued = model_sets()[Settings().models].recognizer.parameters.acceptance
    changed = {name: float(value) for name, _, value in (each.partition("=") for each in override or ())}
    parameters = AcceptanceParameters.model_validate({**catalogued.model_dump(), **changed})
    found = _read_files(files)
    table = Table("rule", "right", "lost", "wrong", "stopped")
    for rule in RULES:
        result = rating([each for each in found if rule_of(each) == rule], parameters)
        table.add_row(rule, *map(str, (result.right, result.lost, result.wrong, result.stopped)))
    Console().print(table)


@app.command()
def fit(files: Annotated[list[Path], typer.Argument(help="Files that `read` wrote.")]) -> None:
    """Print weights for the catalog that are fitted to the lines of files."""
    for name, weight in fitted(_read_files(files)).items():
        typer.echo(f"{name} = {weight:.2f}")


def _read_files(files: Iterable[Path]) -> list[JudgedLine]:
    return [JudgedLine(**json.loads(row)) for file in files for row in file.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    app()
