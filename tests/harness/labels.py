"""Labels: what stands in a picture, one JSON object a line of a file, as the accuracy sets have it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Direction = Literal["row", "column"]
"""How the characters of a line follow one another: side by side, or upright one below the other.

In a row the first side of the quad points where the text runs, so that a row on its side or on its head tells
that by its quad. The quad of a column starts at the top-left of its first character.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """One true line of text. An ignored one is there, but cannot be read fairly: cut off or half hidden.

    `quad` is float64, (4, 2), x then y in pixels, clockwise from the text's own top-left.
    """

    quad: NDArray[np.float64]
    text: str
    ignore: bool = False
    direction: Direction = "row"


@dataclass(frozen=True, slots=True, eq=False)
class LabelledImage:
    """A picture's path beside its label file, its size in pixels, its kind, and its lines.

    `casefold` says that the labels do not keep the case of the letters.
    """

    image: str
    width: int
    height: int
    kind: str
    lines: tuple[Label, ...]
    casefold: bool = False


def read_labels(path: Path) -> list[LabelledImage]:
    """Every row of a label file, in its order."""
    with path.open(encoding="utf-8") as rows:
        return [_image(json.loads(row)) for row in rows]


def write_labels(path: Path, images: Iterable[LabelledImage]) -> None:
    """Write a label file, coordinates rounded to a tenth of a pixel."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_row(image), ensure_ascii=False) + "\n" for image in images)


def _image(row: dict[str, Any]) -> LabelledImage:
    lines = tuple(map(_label, row["lines"]))
    kind, casefold = row.get("kind", ""), row.get("casefold", False)
    return LabelledImage(row["image"], row.get("width", 0), row.get("height", 0), kind, lines, casefold)


def _label(line: dict[str, Any]) -> Label:
    quad = np.array(line["quad"], dtype=np.float64)
    return Label(quad, line["text"], line.get("ignore", False), line.get("direction", "row"))


def _row(image: LabelledImage) -> dict[str, Any]:
    lines = [_line(line) for line in image.lines]
    size = {"width": image.width, "height": image.height}
    casefold = {"casefold": True} if image.casefold else {}
    return {"image": image.image, **size, "kind": image.kind, **casefold, "lines": lines}


def _line(label: Label) -> dict[str, Any]:
    """The line's row; a mark that is not set is not written."""
    ignore = {"ignore": True} if label.ignore else {}
    direction = {"direction": label.direction} if label.direction != "row" else {}
    return {"quad": label.quad.round(1).tolist(), "text": label.text, **ignore, **direction}
