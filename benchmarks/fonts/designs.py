"""Real designs whose fonts are not free: judged by class and weight of the font that is named first."""

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

from benchmarks.fonts.strips import cut
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
"""A family's style → its class. Round ends of strokes are a matter of taste within sans; what imitates a
brush or a pen freely is display."""

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
"""How PostScript names begin → the class of the design."""

LIGHT, REGULAR, BOLD = range(3)

WEIGHTS: Mapping[str, int] = {
    "Light": LIGHT,
    "Semibold": BOLD,
    "Bold": BOLD,
    "Heavy": BOLD,
}
"""How PostScript names end → the step of the weight; Regular, Medium and what names none are regular."""

LIGHTEST, BOLDEST = 350, 600
"""Weights below the first are light, from the second on bold (OpenType's usWeightClass)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line, the font it is set in, and style and weight (100 to 900) of the font that was named first."""

    text: str
    font: str
    style: str
    weight: int

    @property
    def is_class_right(self) -> bool:
        """Whether both are of one class; what is in none of the classes is wrong."""
        return CLASSES.get(self.style) == class_of(self.font)

    @property
    def steps(self) -> int:
        """How far the weights are apart."""
        return abs(step_of(self.weight) - weight_of(self.font))


def class_of(font: str) -> Class:
    """The class of a design by its PostScript name; KeyError for one that is not in the table."""
    found = [family for family in FAMILIES if font.startswith(family)]
    if not found:
        raise KeyError(font)
    return FAMILIES[max(found, key=len)]


def weight_of(font: str) -> int:
    """The step of a design's weight by its PostScript name."""
    return next((step for ending, step in WEIGHTS.items() if font.endswith(ending)), REGULAR)


def step_of(weight: int) -> int:
    """The step of a weight from 100 to 900."""
    return LIGHT if weight < LIGHTEST else BOLD if weight >= BOLDEST else REGULAR


def judge_designs(path: Path = DESIGNS) -> None:
    """Judge all designs, and print how often class and weight were right."""
    if not path.is_file():
        Console().print("The real designs are no part of the project, and they are not on this machine.")
        return
    embedder, gallery = open_embedder("openvino", threads=2, streams=1), Gallery.load()
    lines, strips, found = _lines(path)
    specimens = {specimen.name: specimen for specimen in gallery.specimens}
    first = [specimens[answer[0][0]] for answer in gallery.similar(embedder.embed(strips))]
    verdicts = [Verdict(*line, each.style, each.weight) for line, each in zip(lines, first, strict=True)]
    Console().print(
        f"{len(verdicts)} lines; the service found {found}, the rest were cut along loosened boxes"
    )
    _print(verdicts)
    named = Counter(specimen.name for specimen in first)
    Console().print(", ".join(f"{name} {count}" for name, count in named.most_common(12)))


def _lines(path: Path) -> tuple[list[tuple[str, str]], list[Image], int]:
    """Text and font of every line, its strip, and how many lines the service found."""
    engine = open_engine(Settings().engine())
    engine.warm()
    lines, strips, found = list[tuple[str, str]](), list[Image](), 0
    for picture, rows in track(list(_pictures(path)), "cutting"):
        quads = [np.array(row["quad"], np.float32) for row in rows]
        for row, (strip, detected) in zip(rows, cut(engine, path.parent / picture, quads), strict=True):
            lines.append((str(row["text"]), str(row["font_postscript"])))
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
"""The first rows of the table: how many characters lines have in each."""


def _print(verdicts: Sequence[Verdict]) -> None:
    table = Table("lines", "number", "class right", "weight within one step", "same step", "styles")
    for name, lengths in LENGTHS.items():
        _row(table, name, [verdict for verdict in verdicts if len(verdict.text) in lengths])
    for font, _ in Counter(verdict.font for verdict in verdicts).most_common():
        _row(table, font, [verdict for verdict in verdicts if verdict.font == font])
    Console().print(table)


def _row(table: Table, name: str, verdicts: Sequence[Verdict]) -> None:
    count = max(1, len(verdicts))
    shares = (
        sum(verdict.is_class_right for verdict in verdicts) / count,
        sum(verdict.steps <= 1 for verdict in verdicts) / count,
        sum(verdict.steps == 0 for verdict in verdicts) / count,
    )
    styles = Counter(verdict.style for verdict in verdicts).most_common(4)
    told = ", ".join(f"{style} {number}" for style, number in styles)
    table.add_row(name, f"{len(verdicts)}", *(f"{share:.1%}" for share in shares), told)
