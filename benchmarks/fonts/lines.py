"""Ground truth of rendered pictures: the text, font and box of each line, in a file of JSON lines."""

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
    """One line of a picture and its font. `size` is the font size in pixels."""

    picture: str
    text: str
    script: Script
    family: str
    weight: int
    held_out: bool
    size: float
    box: Box = (0.0, 0.0, 0.0, 0.0)
    detected: bool = False
    """Whether the project's detector found the line. Otherwise its strip is cropped along a padded box."""

    @property
    def quad(self) -> Quad:
        """The box as four corners, clockwise from the upper left: float32 (4, 2)."""
        left, top, right, bottom = self.box
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)

    @property
    def is_pair(self) -> bool:
        """Whether the line has two characters. Other lines have four or more."""
        return len(self.text) == 2

    def at(self, picture: str, box: Box) -> "FontLine":
        """Returns the line with its picture and box set."""
        return replace(self, picture=picture, box=box)


def write_lines(folder: Path, lines: Iterable[FontLine]) -> None:
    """Writes the folder's file of lines."""
    rows = (json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
    (folder / FILE).write_text("".join(rows), encoding="utf-8")


def read_lines(folder: Path) -> list[FontLine]:
    """Reads the file that `write_lines` wrote."""
    rows = [json.loads(row) for row in (folder / FILE).read_text(encoding="utf-8").splitlines()]
    return [FontLine(**row | {"box": tuple(row["box"])}) for row in rows]
