"""Label files: the true text lines of pictures, one JSON object for each picture, one a line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Direction = Literal["row", "column"]
"""How the characters of a line follow one another: side by side, or upright one below the other.

In a row, the first side of the quad points in the reading direction; this also holds for rotated rows. The
quad of a column starts at the top-left corner of its first character.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """One true line of text.

    `quad` is float64, shape (4, 2), x then y in pixels, clockwise from the text's own top-left. `ignore`
    marks a line that is cut off or partly hidden; such a line is not scored.
    """

    quad: NDArray[np.float64]
    text: str
    ignore: bool = False
    direction: Direction = "row"


@dataclass(frozen=True, slots=True, eq=False)
class LabelledImage:
    """The labels of one picture.

    `image` is the path of the picture relative to its label file; `width` and `height` are pixels.
    `casefold` is set where the labels do not keep the case of letters.
    """

    image: str
    width: int
    height: int
    kind: str
    lines: tuple[Label, ...]
    casefold: bool = False


def read_labels(path: Path) -> list[LabelledImage]:
    """Returns all rows of a label file, in their order."""
    with path.open(encoding="utf-8") as rows:
        return [_image(json.loads(row)) for row in rows]


def write_labels(path: Path, images: Iterable[LabelledImage]) -> None:
    """Write a label file. Coordinates are rounded to 0.1 pixel."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_row(image), ensure_ascii=False) + "\n" for image in images)


def _image(row: dict[str, Any]) -> LabelledImage:
    lines = tuple(map(_label, row["lines"]))
    return LabelledImage(
        image=row["image"],
        width=row.get("width", 0),
        height=row.get("height", 0),
        kind=row.get("kind", ""),
        lines=lines,
        casefold=row.get("casefold", False),
    )


def _label(line: dict[str, Any]) -> Label:
    quad = np.array(line["quad"], dtype=np.float64)
    return Label(quad, line["text"], line.get("ignore", False), line.get("direction", "row"))


def _row(image: LabelledImage) -> dict[str, Any]:
    lines = [_line(line) for line in image.lines]
    size = {"width": image.width, "height": image.height}
    casefold = {"casefold": True} if image.casefold else {}
    return {"image": image.image, **size, "kind": image.kind, **casefold, "lines": lines}


def _line(label: Label) -> dict[str, Any]:
    """Returns the JSON object of a line. Fields with their default value are left out."""
    ignore = {"ignore": True} if label.ignore else {}
    direction = {"direction": label.direction} if label.direction != "row" else {}
    return {"quad": label.quad.round(1).tolist(), "text": label.text, **ignore, **direction}
