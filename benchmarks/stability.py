"""`python -m benchmarks.stability`: the share of lines that small changes of a picture leave the same.

Every picture is read as it is, with 1 to 4 pixels cut off each of its sides, and scaled by 0.9 to 1.1.
A line is unchanged if a line with the same text is read again; equal lines are matched one to one. Lines
within 4 pixels of a border are not counted, because a crop may cut them. The table has two shares: with
spaces as printed, and without spaces.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image
from rich.console import Console
from rich.progress import track
from rich.table import Table

from models.page import TextLine
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.settings import Settings
from tests.harness.accuracy import IN_FLIGHT, lines_of_file
from tests.harness.sets import pictures

CROPS = (1, 2, 3, 4)
"""Pixels cut off each side."""

SCALES = (0.9, 0.95, 1.05, 1.1)

COLUMNS = ("set", "change", "lines", "unchanged", "unchanged without spaces")

Change = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Kept:
    """Counts of lines before a change, and of those that are read again with and without their spaces."""

    lines: int = 0
    unchanged: int = 0
    unchanged_without_spaces: int = 0


def crop(picture: Image.Image, pixels: int) -> Image.Image:
    """Returns the picture without `pixels` at each side."""
    return picture.crop((pixels, pixels, picture.width - pixels, picture.height - pixels))


def scale(picture: Image.Image, factor: float) -> Image.Image:
    """Returns the picture with its sides multiplied by `factor`."""
    size = round(picture.width * factor), round(picture.height * factor)
    return picture.resize(size, Image.Resampling.BICUBIC)


CHANGES: Mapping[str, Change] = {
    **{f"crop {pixels} px": partial(crop, pixels=pixels) for pixels in CROPS},
    **{f"scale {factor}": partial(scale, factor=factor) for factor in SCALES},
}
"""Name → function that changes a picture."""


def main(
    sets: Annotated[list[str] | None, typer.Argument(help="Sets, or folders with labels.jsonl.")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="Pictures of each set. Default: all.")] = None,
) -> None:
    """Read pictures with small changes and print the shares of lines that stay the same."""
    engine, table = open_engine(Settings().engine()), Table(*COLUMNS)
    for name in sets or ["screens"]:
        paths = [path for path, _ in pictures(name)][:count]
        with ThreadPoolExecutor(IN_FLIGHT) as readers:
            read = readers.map(partial(kept_of_file, engine), paths)
            kept = list(track(read, name, len(paths), console=Console(stderr=True), transient=True))
        for row in table_rows(Path(name).name, kept):
            table.add_row(*row)
        table.add_section()
    engine.close()
    Console().print(table)


def kept_of_file(engine: Engine, path: Path) -> dict[str, Kept]:
    """Returns the lines that stay the same, by change."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    before = inner(_read(engine, picture), picture.width, picture.height)
    return {name: kept(before, _read(engine, change(picture))) for name, change in CHANGES.items()}


def inner(lines: Iterable[TextLine], width: int, height: int) -> list[TextLine]:
    """Returns the lines that no crop reaches."""
    margin = max(CROPS)
    return [
        line
        for line in lines
        if line.quad.min() >= margin and (line.quad.max(axis=0) <= (width - margin, height - margin)).all()
    ]


def kept(before: Sequence[TextLine], after: Sequence[TextLine]) -> Kept:
    """Returns how many lines of `before` are in `after` too."""
    texts = [[line.text for line in lines] for lines in (before, after)]
    joined = [["".join(text.split()) for text in each] for each in texts]
    common = [(Counter(one) & Counter(other)).total() for one, other in (texts, joined)]
    return Kept(len(before), *common)


def table_rows(name: str, pages: Sequence[Mapping[str, Kept]]) -> Iterator[tuple[str, ...]]:
    """Yields the rows of a set: one for each change, one for all crops, one for all scales."""
    for change in CHANGES:
        yield _row(name, change, [page[change] for page in pages])
    for group in ("crop", "scale"):
        changes = [change for change in CHANGES if change.startswith(group)]
        yield _row(name, f"all {group}s", [page[change] for page in pages for change in changes])


def _row(name: str, change: str, parts: Sequence[Kept]) -> tuple[str, ...]:
    lines, *unchanged = (sum(column) for column in zip(astuple(Kept()), *map(astuple, parts), strict=True))
    return name, change, str(lines), *(f"{count / max(lines, 1):.4f}" for count in unchanged)


def _read(engine: Engine, picture: Image.Image) -> Sequence[TextLine]:
    data = BytesIO()
    picture.save(data, "png", compress_level=1)
    return lines_of_file(engine, data.getvalue())


if __name__ == "__main__":
    typer.run(main)
