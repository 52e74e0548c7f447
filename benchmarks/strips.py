"""`python -m benchmarks.strips`: long pictures against the same pictures alone.

Joins the pictures of a labelled set into strips, in a temporary folder, and prints how well and how fast both
are read, the memory that a strip takes, and how long a small picture waits beside one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Annotated

import cv2
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.load.traffic.sized_pictures import sized_picture
from models.page import Page
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings
from tests.harness.labels import LabelledImage
from tests.harness.scoring import Score, merge, score_image
from tests.harness.sets import pictures

LONGEST = 30_000
"""The longest side that the service can be set to take, in pixels."""

IDLE = 5
"""How often a picture is read with nothing beside it."""

Labelled = tuple[Path, LabelledImage]


@dataclass(frozen=True, slots=True)
class Reading:
    """How well pictures were read, how many pixels they have, and how many seconds that took.

    `processor` is what all cores together spent; where others use the machine, it alone can be compared.
    """

    score: Score
    pixels: int
    seconds: float
    processor: float


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds from sending a picture to its answer, with nothing beside it and beside a strip."""

    idle: tuple[float, ...]
    beside: tuple[float, ...]


def main(
    name: Annotated[str, typer.Argument(help="The set whose pictures are joined.")] = "screens",
    length: Annotated[int, typer.Option(max=LONGEST, help="The longest strip, in pixels.")] = 29_600,
    wide: Annotated[bool, typer.Option(help="Join them side by side.")] = False,
) -> None:
    """Measure and print."""
    engine = open_engine(replace(Settings().engine(), max_side=LONGEST))
    engine.warm()
    with TemporaryDirectory() as folder:
        groups = joinable(pictures(name), length, 1 if wide else 0)
        strips = [written(group, Path(folder) / f"{i}.png", int(wide)) for i, group in enumerate(groups)]
        alone = read(engine, [each for group in groups for each in group])
        _forget_peak()
        before = _peak()
        joined = read(engine, strips)
        peak = _peak()
        longest = max(strips, key=lambda strip: strip[1].width * strip[1].height)[0]
        others = {
            "a small picture": sized_picture("0.4", "few", 0).data,
            "a screen": min((group[0] for group in groups), key=_pixels)[0].read_bytes(),
        }
        waits = {name: wait(engine, data, longest) for name, data in others.items()}
    engine.close()
    _print(alone, joined, (before, peak), waits)


def joinable(rows: Sequence[Labelled], length: int, axis: int) -> list[list[Labelled]]:
    """The pictures of the commonest breadth, in groups that are no longer than `length` together.

    `axis` is 0 to join them one below the other, 1 side by side.
    """
    breadth, _ = Counter(_sides(row)[1 - axis] for row in rows).most_common(1)[0]
    groups: list[list[Labelled]] = []
    for row in rows:
        long, broad = _sides(row)[axis], _sides(row)[1 - axis]
        if broad != breadth or long > length:
            continue
        if not groups or sum(_sides(each)[axis] for each in groups[-1]) + long > length:
            groups.append([])
        groups[-1].append(row)
    return groups


def written(group: Sequence[Labelled], path: Path, axis: int) -> Labelled:
    """Join pictures into one file: the file, and what stands in it."""
    limits = ImageLimits(max_side=LONGEST)
    images = [decode(open_picture(file.read_bytes(), limits)) for file, _ in group]
    cv2.imwrite(str(path), np.concatenate(images, axis=axis))
    starts = np.cumsum([0] + [image.shape[axis] for image in images])
    lines = [
        replace(line, quad=line.quad + (start * np.array([axis, 1 - axis])))
        for (_, truth), start in zip(group, starts, strict=False)
        for line in truth.lines
    ]
    height, width = np.concatenate([image[:, :, 0] for image in images], axis=axis).shape
    return path, replace(group[0][1], image=path.name, width=width, height=height, lines=tuple(lines))


def read(engine: Engine, rows: Iterable[Labelled]) -> Reading:
    """Read pictures one after the other."""
    scores, pixels, started, spent = [], 0, perf_counter(), process_time()
    for path, truth in rows:
        page = _page(engine, path.read_bytes())
        pixels += page.width * page.height
        scores.append(score_image(truth, page.lines))
    return Reading(merge(scores), pixels, perf_counter() - started, process_time() - spent)


def wait(engine: Engine, data: bytes, strip: Path) -> Waits:
    """Send a picture again and again while a strip is read."""
    idle = tuple(_milliseconds(engine, data) for _ in range(IDLE))
    reading = engine.submit(ReadRequest(strip.read_bytes(), ReadOptions(), NEVER))
    beside = []
    while not reading.done():
        beside.append(_milliseconds(engine, data))
    return Waits(idle, tuple(beside))


def _milliseconds(engine: Engine, data: bytes) -> float:
    started = perf_counter()
    _page(engine, data)
    return 1000 * (perf_counter() - started)


def _page(engine: Engine, data: bytes) -> Page:
    return engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()


def _sides(row: Labelled) -> tuple[int, int]:
    return row[1].height, row[1].width


def _pixels(row: Labelled) -> int:
    return row[1].height * row[1].width


def _forget_peak() -> None:
    """From here on the peak is counted anew; proc(5)."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most resident memory of this process, in MB of 10^6 bytes."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) * 1024 // 1_000_000


def _print(alone: Reading, joined: Reading, memory: tuple[int, int], waits: Mapping[str, Waits]) -> None:
    table = Table(
        "", "F1", "recall", "precision", "exact lines", "megapixels", "ms each", "processor ms each"
    )
    for name, reading in {"alone": alone, "in strips": joined}.items():
        table.add_row(name, *_columns(reading))
    Console().print(table)
    Console().print(f"resident: {memory[0]} MB before the strips, {memory[1]} at most with them")
    for name, times in waits.items():
        beside = f"{median(times.beside):.0f}, {max(times.beside):.0f} at most of {len(times.beside)}"
        Console().print(f"{name} took {median(times.idle):.0f} ms alone; beside a strip {beside}")


def _columns(reading: Reading) -> Iterator[str]:
    score = reading.score
    for share in (score.f1, score.recall, score.precision, score.exact):
        yield f"{share:.4f}"
    yield f"{reading.pixels / 1e6:.1f}"
    for seconds in (reading.seconds, reading.processor):
        yield f"{1e9 * seconds / reading.pixels:.0f}"


if __name__ == "__main__":
    typer.run(main)
