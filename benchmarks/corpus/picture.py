"""Screenshots in the file formats and qualities that users send."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

FORMATS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("png", {}),
    ("jpg", {"quality": 92}),
    ("jpg", {"quality": 85}),
    ("jpg", {"quality": 80}),
    ("webp", {"quality": 85}),
)
"""File suffix, and the options of Pillow's encoder."""


def save(screenshot: bytes, path: Path, rng: Random, reduction: int = 1) -> Path:
    """Write a PNG screenshot in a random format and return its file.

    `path` has no suffix. The sides are divided by `reduction`.
    """
    suffix, options = rng.choice(FORMATS)
    target = path.with_suffix(f".{suffix}")
    with Image.open(BytesIO(screenshot)) as picture:
        shown = picture.convert("RGB")
        if reduction > 1:
            size = shown.width // reduction, shown.height // reduction
            shown = shown.resize(size, Image.Resampling.BICUBIC)
        shown.save(target, **options)
    return target
