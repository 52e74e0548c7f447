"""Screenshots in the file formats and qualities that users send."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from benchmarks.corpus.pages.sheet import Sheet

FORMATS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("png", {}),
    ("jpg", {"quality": 92}),
    ("jpg", {"quality": 85}),
    ("jpg", {"quality": 80}),
    ("webp", {"quality": 85}),
)
"""File suffix, and the options of Pillow's encoder."""

MODES = {True: "RGBA", False: "RGB"}
"""Whether a sheet is transparent → the mode of its picture."""


def save(screenshot: bytes, path: Path, rng: Random, sheet: Sheet) -> Path:
    """Write a PNG screenshot of a sheet in a random format that has its transparency, and return its file.

    `path` has no suffix. The sides are divided by the `reduction` of the sheet.
    """
    suffix, options = rng.choice([each for each in FORMATS if each[0] != "jpg" or not sheet.transparent])
    reduction = sheet.reduction
    target = path.with_suffix(f".{suffix}")
    with Image.open(BytesIO(screenshot)) as picture:
        shown = picture.convert(MODES[sheet.transparent])
        if reduction > 1:
            size = shown.width // reduction, shown.height // reduction
            shown = shown.resize(size, Image.Resampling.BICUBIC)
        shown.save(target, **options)
    return target
