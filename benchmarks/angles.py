"""`python -m benchmarks.angles`: rotated pictures compared with the same pictures upright.

Rotates the pictures of a labelled set in a temporary folder, reads them with `detect_direction`, and prints
accuracy and time. Lines are mapped back to the upright page before scoring, because scoring joins rows from
left to right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Annotated

import cv2
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from models.page import TextLine
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings
from tests.harness.labels import LabelledImage
from tests.harness.rotated import Matrix, rotated_picture, rotation_matrix
from tests.harness.scoring import Score, merge, score_image
from tests.harness.sets import pictures

ANGLES = (0, 30, 45, 90, 135, 160, 180, 200, 240, 270, 315)
"""Clockwise rotations in degrees."""

QUALITY = 92
"""The JPEG quality of all pictures. Upright ones are compressed too, so that all lose the same quality."""

COLUMNS = ("rotation", "pictures", "F1", "first corner", "ms a picture", "time/upright", "CPU time/upright")

Labelled = tuple[Path, LabelledImage]


@dataclass(frozen=True, slots=True)
class Result:
    """The score of a set, the elapsed seconds, and the processor seconds of all cores."""

    score: Score
    seconds: float
    processor: float


def main(
    name: Annotated[
        str, typer.Argument(help="The set whose pictures are rotated, or its folder.")
    ] = "screens",
    every: Annotated[int, typer.Option(min=1, help="Take every N-th picture.")] = 1,
) -> None:
    """Measure all rotations and print a table."""
    rows = pictures(name)[::every]
    engine = open_engine(Settings().engine())
    engine.warm()
    table = Table(*COLUMNS)
    upright = measure(engine, rows, 0, ReadOptions())
    table.add_row(*_row("not requested", upright, upright, len(rows)))
    for degrees in ANGLES:
        result = measure(engine, rows, degrees, ReadOptions(any_angle=True))
        table.add_row(*_row(f"{degrees}°", result, upright, len(rows)))
    engine.close()
    Console().print(table)


def measure(engine: Engine, rows: Sequence[Labelled], degrees: float, options: ReadOptions) -> Result:
    """Rotate the pictures and read them one after the other."""
    with TemporaryDirectory() as folder:
        files = [_written(path, Path(folder) / f"{i}.jpg", degrees) for i, (path, _) in enumerate(rows)]
        start, processor_start = perf_counter(), process_time()
        pages = [engine.submit(ReadRequest(file.read_bytes(), options, NEVER)).result() for file in files]
        seconds, processor = perf_counter() - start, process_time() - processor_start
    scores = (
        score_image(truth, on_upright_page(page.lines, rotation_matrix(truth.width, truth.height, degrees)))
        for (_, truth), page in zip(rows, pages, strict=True)
    )
    return Result(merge(scores), seconds, processor)


def on_upright_page(lines: Sequence[TextLine], matrix: Matrix) -> Iterator[TextLine]:
    """Map the lines of a rotated picture back to the upright picture."""
    inverse = cv2.invertAffineTransform(matrix)
    for line in lines:
        yield replace(line, quad=(line.quad @ inverse[:, :2].T + inverse[:, 2]).astype(np.float32))


def _written(path: Path, target: Path, degrees: float) -> Path:
    image = decode(open_picture(path.read_bytes(), ImageLimits()))
    rotated = rotated_picture(image, rotation_matrix(image.shape[1], image.shape[0], degrees))
    cv2.imwrite(str(target), rotated, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return target


def _row(name: str, result: Result, upright: Result, count: int) -> tuple[str, ...]:
    return (
        name,
        str(count),
        f"{result.score.f1:.4f}",
        f"{result.score.first_corner:.4f}",
        f"{result.seconds / count * 1000:.0f}",
        f"{result.seconds / upright.seconds:.2f}",
        f"{result.processor / upright.processor:.2f}",
    )


if __name__ == "__main__":
    typer.run(main)
