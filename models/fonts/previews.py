"""Portraits: how fonts look, for people who choose among them."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from models.fonts import store
from models.fonts.fontfile import FontFile
from models.fonts.typeface import Mask, Typeface

SHIPPED = Path(__file__).with_name("previews.npz")

TEXT = "天地玄黄宇宙洪荒 网图 Wangtu OCR 0123456789"
SIZE = 40
"""What a portrait shows, as far as the font has it, and how large in pixels."""

Portraits = Mapping[str, Mask]
"""Family to how much of each pixel is ink: uint8 (height, width)."""


def portrait(typeface: Typeface) -> Mask:
    """What a font looks like: uint8 (height, width), ink is 255."""
    shown = "".join(each for each in TEXT if each == " " or typeface.covers(each))
    return typeface.draw(shown.strip(), SIZE)


def portrait_of(file: Path) -> Mask:
    """What the font in a file looks like. Raises FontFileError."""
    return portrait(Typeface((FontFile(file),)))


def load_portraits(path: Path | BinaryIO = SHIPPED) -> dict[str, Mask]:
    """Read what `save_portraits` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        return {str(name): kept[f"portrait_{i}"] for i, name in enumerate(kept["names"])}


def save_portraits(path: Path, portraits: Portraits) -> None:
    """Write an NPZ file."""
    drawn: dict[str, Any] = {f"portrait_{i}": mask for i, mask in enumerate(portraits.values())}
    np.savez_compressed(path, names=np.array(list(portraits), np.str_), **drawn)


def own_portraits(file: Path) -> dict[str, Mask]:
    """Those beside one's own specimens; nothing where there are none. Raises store.FontStoreError."""
    return store.read(_beside(file), load_portraits) or {}


def keep_portraits(file: Path, portraits: Portraits) -> None:
    """Replace those, or remove them where nothing is left to keep. Raises store.FontStoreError."""
    store.replace(_beside(file), partial(save_portraits, portraits=portraits) if portraits else None)


def _beside(file: Path) -> Path:
    return file.with_suffix(".portraits.npz")
