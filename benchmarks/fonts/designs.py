"""Measures font recognition on designs in non-free fonts: style class and weight of the first answer."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.fonts.predictions import similar_on_pages
from benchmarks.fonts.strips import crop_lines
from models.fonts.embedder import open_embedder
from models.fonts.gallery import Gallery
from models.page import Image
from service.engine.opening import open_engine
from service.settings import Settings
from tests.harness.sets import REAL

DESIGNS = REAL / "screens" / "fonts.jsonl"

Class = Literal["sans", "serif", "kai", "mono", "display"]

CLASSES: Mapping[str, Class] = {
    "sans": "sans",
    "round": "sans",
    "serif": "serif",
    "kai": "kai",
    "fangsong": "kai",
    "mono": "mono",
    "display": "display",
    "handwriting": "display",
    "script": "display",
}
"""A family's style → its class.

Round fonts count as sans. Fonts that imitate a brush or a pen count as display.
"""

FAMILIES: Mapping[str, Class] = {
    "PingFang": "sans",
    "MicrosoftYaHei": "sans",
    "SFUIText": "sans",
    "STHeiti": "sans",
    "AdobeHeiti": "sans",
    "Arial": "sans",
    "HelveticaNeue": "sans",
    "SimHei": "sans",
    "SourceHanSans": "sans",
    "SimSun": "serif",
    "NSimSun": "serif",
    "Didot": "serif",
}
"""Beginning of a PostScript name → the class of the design."""

LIGHT, REGULAR, BOLD = range(3)

WEIGHT_LEVELS: Mapping[str, int] = {
    "Light": LIGHT,
    "Semibold": BOLD,
    "Bold": BOLD,
    "Heavy": BOLD,
}
"""End of a PostScript name → the weight's level. All other names are regular."""

MIN_REGULAR, MIN_BOLD = 350, 600
"""The lowest usWeightClass (OpenType) of a regular and of a bold font."""


@dataclass(frozen=True, slots=True)
class DesignLine:
    """A line of a picture, with the PostScript name of its font and its height in pixels."""

    picture: str
    text: str
    font: str
    height: float


@dataclass(frozen=True, slots=True)
class Result:
    """A line, its true font, and the style and weight (100 to 900) of the first answer."""

    text: str
    font: str
    style: str
    weight: int

    @property
    def is_class_right(self) -> bool:
        """Whether both fonts have the same class. A style without a class is wrong."""
        return CLASSES.get(self.style) == class_of(self.font)

    @property
    def weight_error(self) -> int:
        """The difference between the two weights in levels."""
        return abs(level_of(self.weight) - font_level(self.font))


def class_of(font: str) -> Class:
    """Returns the class of a design by its PostScript name. Raises KeyError if the table lacks it."""
    found = [family for family in FAMILIES if font.startswith(family)]
    if not found:
        raise KeyError(font)
    return FAMILIES[max(found, key=len)]


def font_level(font: str) -> int:
    """Returns the level of a design's weight by its PostScript name."""
    return next((level for ending, level in WEIGHT_LEVELS.items() if font.endswith(ending)), REGULAR)


def level_of(weight: int) -> int:
    """Returns the level of a weight from 100 to 900."""
    return LIGHT if weight < MIN_REGULAR else BOLD if weight >= MIN_BOLD else REGULAR


def score_designs(path: Path = DESIGNS) -> None:
    """Prints the accuracy of class and weight over all designs."""
    if not path.is_file():
        Console().print("The real designs are not part of the project, and are not on this machine.")
        return
    embedder, gallery = open_embedder("openvino", threads=2, streams=1), Gallery.load()
    lines, strips, found = _lines(path)
    faces = {face.name: face for face in gallery.faces}
    rows = [(line.picture, line.height, line.text) for line in lines]
    matches = similar_on_pages(gallery, embedder.embed(strips), rows)
    answers = [faces[of_line[0][0]] for of_line in matches]
    results = [
        Result(text=line.text, font=line.font, style=face.style, weight=face.weight)
        for line, face in zip(lines, answers, strict=True)
    ]
    Console().print(f"{len(results)} lines; {found} cropped as detected, the rest along padded boxes")
    _print(results)
    names = Counter(face.name for face in answers)
    Console().print(", ".join(f"{name} {count}" for name, count in names.most_common(12)))


def _lines(path: Path) -> tuple[list[DesignLine], list[Image], int]:
    """Returns every line, its strip, and the number of lines that the service detected."""
    engine = open_engine(Settings().engine())
    engine.warm()
    lines, strips, found = list[DesignLine](), list[Image](), 0
    for picture, rows in track(list(_pictures(path)), "cropping"):
        quads = [np.array(row["quad"], np.float32) for row in rows]
        crops = crop_lines(engine, path.parent / picture, quads)
        for row, (strip, detected) in zip(rows, crops, strict=True):
            height = float(np.ptp(np.array(row["quad"])[:, 1]))
            lines.append(DesignLine(picture, str(row["text"]), str(row["font_postscript"]), height))
            strips.append(strip)
            found += detected
    engine.close()
    return lines, strips, found


def _pictures(path: Path) -> Iterator[tuple[str, Sequence[dict[str, object]]]]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    for picture, group in groupby(rows, lambda row: str(row["image"])):
        yield picture, list(group)


LENGTHS: Mapping[str, range] = {
    "all": range(1, 1000),
    "of 1 character": range(1, 2),
    "of 2 and 3": range(2, 4),
    "of 4 and more": range(4, 1000),
}
"""First rows of the table → numbers of characters of the lines that count in them."""


def _print(results: Sequence[Result]) -> None:
    table = Table("lines", "number", "class right", "weight within one level", "same level", "styles")
    for name, lengths in LENGTHS.items():
        _row(table, name, [result for result in results if len(result.text) in lengths])
    for font, _ in Counter(result.font for result in results).most_common():
        _row(table, font, [result for result in results if result.font == font])
    Console().print(table)


def _row(table: Table, name: str, results: Sequence[Result]) -> None:
    count = max(1, len(results))
    shares = (
        sum(result.is_class_right for result in results) / count,
        sum(result.weight_error <= 1 for result in results) / count,
        sum(result.weight_error == 0 for result in results) / count,
    )
    styles = Counter(result.style for result in results).most_common(4)
    common = ", ".join(f"{style} {number}" for style, number in styles)
    table.add_row(name, f"{len(results)}", *(f"{share:.1%}" for share in shares), common)
