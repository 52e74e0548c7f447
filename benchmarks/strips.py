"""`python -m benchmarks.strips`: pictures joined into long strips, and the same pictures read alone.

Writes the strips of a labelled set to a temporary folder. Prints accuracy and time of both, the memory that
strips need, and the latency of small pictures while a strip is read.
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
"""The largest possible setting of WANGTU_MAX_SIDE in pixels."""

IDLE = 5
"""The number of latency measurements without load."""

Labelled = tuple[Path, LabelledImage]


@dataclass(frozen=True, slots=True)
class Result:
    """The score of pictures, their pixels, the elapsed seconds, and the processor seconds of all cores.

    Only the processor seconds can be compared if other programs use the machine.
    """

    score: Score
    pixels: int
    seconds: float
    processor: float


@dataclass(frozen=True, slots=True)
class Latencies:
    """The latencies of a picture in milliseconds, without load and while a strip is read."""

    idle: tuple[float, ...]
    loaded: tuple[float, ...]


def main(
    name: Annotated[str, typer.Argument(help="The set whose pictures are joined.")] = "screens",
    length: Annotated[int, typer.Option(max=LONGEST, help="The longest strip, in pixels.")] = 29_600,
    wide: Annotated[
        bool, typer.Option(help="Join pictures side by side instead of one below the other.")
    ] = False,
) -> None:
    """Measure both and print the results."""
    engine = open_engine(replace(Settings().engine(), max_side=LONGEST))
    engine.warm()
    with TemporaryDirectory() as folder:
        groups = joinable(pictures(name), length, 1 if wide else 0)
        strips = [write_strip(group, Path(folder) / f"{i}.png", int(wide)) for i, group in enumerate(groups)]
        alone = read(engine, [row for group in groups for row in group])
        _reset_peak_megabytes()
        before = _peak_megabytes()
        joined = read(engine, strips)
        peak = _peak_megabytes()
        longest = max(strips, key=lambda strip: strip[1].width * strip[1].height)[0]
        others = {
            "a small picture": sized_picture("0.4", "few", 0).data,
            "a screen": min((group[0] for group in groups), key=_pixels)[0].read_bytes(),
        }
        by_picture = {name: latencies(engine, data, longest) for name, data in others.items()}
    engine.close()
    _print(alone, joined, (before, peak), by_picture)


def joinable(rows: Sequence[Labelled], length: int, axis: int) -> list[list[Labelled]]:
    """Group the pictures of the most common width so that each group is at most `length` pixels long.

    `axis` 0 joins vertically. `axis` 1 joins horizontally, and the pictures have the most common height.
    """
    common, _ = Counter(_sides(row)[1 - axis] for row in rows).most_common(1)[0]
    groups: list[list[Labelled]] = []
    for row in rows:
        along, across = _sides(row)[axis], _sides(row)[1 - axis]
        if across != common or along > length:
            continue
        if not groups or sum(_sides(member)[axis] for member in groups[-1]) + along > length:
            groups.append([])
        groups[-1].append(row)
    return groups


def write_strip(group: Sequence[Labelled], path: Path, axis: int) -> Labelled:
    """Join pictures into one file. Returns the file and its labels."""
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


def read(engine: Engine, rows: Iterable[Labelled]) -> Result:
    """Read pictures one after the other."""
    scores, pixels, start, processor_start = [], 0, perf_counter(), process_time()
    for path, truth in rows:
        page = _page(engine, path.read_bytes())
        pixels += page.width * page.height
        scores.append(score_image(truth, page.lines))
    return Result(merge(scores), pixels, perf_counter() - start, process_time() - processor_start)


def latencies(engine: Engine, data: bytes, strip: Path) -> Latencies:
    """Measure the latency of a picture without load, and repeatedly while a strip is read."""
    idle = tuple(_milliseconds(engine, data) for _ in range(IDLE))
    strip_page = engine.submit(ReadRequest(strip.read_bytes(), ReadOptions(), NEVER))
    loaded = []
    while not strip_page.done():
        loaded.append(_milliseconds(engine, data))
    return Latencies(idle, tuple(loaded))


def _milliseconds(engine: Engine, data: bytes) -> float:
    start = perf_counter()
    _page(engine, data)
    return 1000 * (perf_counter() - start)


def _page(engine: Engine, data: bytes) -> Page:
    return engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()


def _sides(row: Labelled) -> tuple[int, int]:
    return row[1].height, row[1].width


def _pixels(row: Labelled) -> int:
    return row[1].height * row[1].width


def _reset_peak_megabytes() -> None:
    """Reset the peak resident memory of this process, proc(5)."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak_megabytes() -> int:
    """Returns the peak resident memory of this process in MB of 10^6 bytes."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) * 1024 // 1_000_000


def _print(
    alone: Result, joined: Result, memory: tuple[int, int], by_picture: Mapping[str, Latencies]
) -> None:
    table = Table(
        "", "F1", "recall", "precision", "exact lines", "megapixels", "ms/megapixel", "CPU ms/megapixel"
    )
    for name, result in {"alone": alone, "in strips": joined}.items():
        table.add_row(name, *_columns(result))
    Console().print(table)
    Console().print(f"resident: {memory[0]} MB before the strips, {memory[1]} at most with them")
    for name, times in by_picture.items():
        loaded = f"{median(times.loaded):.0f} ms, at most {max(times.loaded):.0f} of {len(times.loaded)}"
        Console().print(f"{name}: {median(times.idle):.0f} ms without load; with a strip {loaded}")


def _columns(result: Result) -> Iterator[str]:
    score = result.score
    for share in (score.f1, score.recall, score.precision, score.exact):
        yield f"{share:.4f}"
    yield f"{result.pixels / 1e6:.1f}"
    for seconds in (result.seconds, result.processor):
        yield f"{1e9 * seconds / result.pixels:.0f}"


if __name__ == "__main__":
    typer.run(main)
