"""Labels: what stands in a picture, one JSON object a line of a file, as the accuracy sets have it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """One true line of text. An ignored one is there, but cannot be read fairly: cut off or half hidden.

    `quad` is float64, (4, 2), x then y in pixels, clockwise from the text's own top-left.
    """

    quad: NDArray[np.float64]
    text: str
    ignore: bool = False


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
    lines = tuple(
        Label(np.array(line["quad"], dtype=np.float64), line["text"], line.get("ignore", False))
        for line in row["lines"]
    )
    kind, casefold = row.get("kind", ""), row.get("casefold", False)
    return LabelledImage(row["image"], row.get("width", 0), row.get("height", 0), kind, lines, casefold)


def _row(image: LabelledImage) -> dict[str, Any]:
    lines = [
        {"quad": line.quad.round(1).tolist(), "text": line.text} | ({"ignore": True} if line.ignore else {})
        for line in image.lines
    ]
    size = {"width": image.width, "height": image.height}
    casefold = {"casefold": True} if image.casefold else {}
    return {"image": image.image, **size, "kind": image.kind, **casefold, "lines": lines}
