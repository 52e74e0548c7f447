"""`python -m benchmarks.angles`: pictures turned by any angle against the same pictures upright.

Turns the pictures of a labelled set, in a temporary folder, reads them with `detect_direction`, and prints
how well and how fast. What was read is scored on the upright page, for scoring joins what stands in a row
from left to right.
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
"""In degrees, with the clock."""

QUALITY = 92
"""Of the JPEG files that turned pictures are written as, upright ones too, so that all lose the same."""

COLUMNS = ("turned by", "pictures", "F1", "first corner", "ms a picture", "times upright", "processor")

Labelled = tuple[Path, LabelledImage]


@dataclass(frozen=True, slots=True)
class Reading:
    """How well pictures were read, and the seconds that took: by the clock, and of all cores together."""

    score: Score
    seconds: float
    processor: float


def main(
    name: Annotated[
        str, typer.Argument(help="The set whose pictures are turned, or its folder.")
    ] = "screens",
    every: Annotated[int, typer.Option(min=1, help="Take every so manieth picture.")] = 1,
) -> None:
    """Measure and print."""
    rows = pictures(name)[::every]
    engine = open_engine(Settings().engine())
    engine.warm()
    table = Table(*COLUMNS)
    upright = measure(engine, rows, 0, ReadOptions())
    table.add_row(*_row("not asked", upright, upright, len(rows)))
    for degrees in ANGLES:
        found = measure(engine, rows, degrees, ReadOptions(any_angle=True))
        table.add_row(*_row(f"{degrees}°", found, upright, len(rows)))
    engine.close()
    Console().print(table)


def measure(engine: Engine, rows: Sequence[Labelled], degrees: float, options: ReadOptions) -> Reading:
    """Turn pictures and read them one after the other."""
    with TemporaryDirectory() as folder:
        files = [_written(path, Path(folder) / f"{i}.jpg", degrees) for i, (path, _) in enumerate(rows)]
        started, spent = perf_counter(), process_time()
        pages = [engine.submit(ReadRequest(file.read_bytes(), options, NEVER)).result() for file in files]
        seconds, processor = perf_counter() - started, process_time() - spent
    scores = (
        score_image(truth, held_upright(page.lines, rotation_matrix(truth.width, truth.height, degrees)))
        for (_, truth), page in zip(rows, pages, strict=True)
    )
    return Reading(merge(scores), seconds, processor)


def held_upright(lines: Sequence[TextLine], turn: Matrix) -> Iterator[TextLine]:
    """The lines of a turned picture where they are on the upright one."""
    back = cv2.invertAffineTransform(turn)
    for line in lines:
        yield replace(line, quad=(line.quad @ back[:, :2].T + back[:, 2]).astype(np.float32))


def _written(path: Path, target: Path, degrees: float) -> Path:
    image = decode(open_picture(path.read_bytes(), ImageLimits()))
    turned = rotated_picture(image, rotation_matrix(image.shape[1], image.shape[0], degrees))
    cv2.imwrite(str(target), turned, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return target


def _row(name: str, found: Reading, upright: Reading, count: int) -> tuple[str, ...]:
    return (
        name,
        str(count),
        f"{found.score.f1:.4f}",
        f"{found.score.first_corner:.4f}",
        f"{found.seconds / count * 1000:.0f}",
        f"{found.seconds / upright.seconds:.2f}",
        f"{found.processor / upright.processor:.2f}",
    )


if __name__ == "__main__":
    typer.run(main)
