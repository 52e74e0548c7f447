"""The true lines of rendered pictures: which font each is set in, one JSON object a line of a file."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from models.fonts.catalog import Script
from models.page import Quad

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

FILE = "lines.jsonl"


@dataclass(frozen=True, slots=True)
class FontLine:
    """One line of a picture, and the font that it is set in; `size` is the font's in pixels."""

    picture: str
    text: str
    script: Script
    family: str
    weight: int
    held_out: bool
    size: float
    box: Box = (0.0, 0.0, 0.0, 0.0)
    detected: bool = False
    """Whether the project's own detector found the line, else its strip was cut along a loosened box."""

    @property
    def quad(self) -> Quad:
        """The box as a quad."""
        left, top, right, bottom = self.box
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)

    @property
    def is_pair(self) -> bool:
        """Whether it has two characters, else it has four and more."""
        return len(self.text) == 2

    def at(self, picture: str, box: Box) -> "FontLine":
        """The same line where it came to stand."""
        return replace(self, picture=picture, box=box)


def write_lines(folder: Path, lines: Iterable[FontLine]) -> None:
    """Write the folder's file of lines."""
    rows = (json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
    (folder / FILE).write_text("".join(rows), encoding="utf-8")


def read_lines(folder: Path) -> list[FontLine]:
    """Read what `write_lines` wrote."""
    rows = [json.loads(row) for row in (folder / FILE).read_text(encoding="utf-8").splitlines()]
    return [FontLine(**row | {"box": tuple(row["box"])}) for row in rows]
