"""Draws and stores previews, one picture of sample text for each family."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from models.fonts import store
from models.fonts.typeface import Mask, Typeface

SHIPPED = Path(__file__).with_name("previews.npz")

TEXT = "天地玄黄宇宙洪荒 网图 Wangtu OCR 0123456789"
"""The sample text. Characters that a font lacks are left out."""

SIZE = 40
"""Font size of a preview in pixels."""

FILE_SUFFIX = ".portraits.npz"
"""Suffix of the file of custom previews. It must not change, because users have such files."""

ARRAY = "portrait_{}"
"""Name of the array of preview number {} in an NPZ file. It must not change for the same reason."""

Previews = Mapping[str, Mask]
"""Family name → ink coverage of each pixel: uint8 (height, width)."""


def preview(typeface: Typeface) -> Mask:
    """Draws the sample text: uint8 (height, width), ink is 255."""
    text = "".join(character for character in TEXT if character == " " or typeface.covers(character))
    return typeface.draw(text.strip(), SIZE)


def load_previews(path: Path | BinaryIO = SHIPPED) -> dict[str, Mask]:
    """Reads a file that `save_previews` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return {str(name): arrays[ARRAY.format(i)] for i, name in enumerate(arrays["names"])}


def save_previews(path: Path, previews: Previews) -> None:
    """Writes a compressed NPZ file."""
    masks: dict[str, Any] = {ARRAY.format(i): mask for i, mask in enumerate(previews.values())}
    np.savez_compressed(path, names=np.array(list(previews), np.str_), **masks)


def load_custom_previews(faces_file: Path) -> dict[str, Mask]:
    """Returns the previews next to the file of faces, none if missing. Raises store.FontStoreError."""
    return store.read(_previews_file(faces_file), load_previews) or {}


def save_custom_previews(faces_file: Path, previews: Previews) -> None:
    """Replaces the file of custom previews atomically, or removes it if there are none.

    Raises store.FontStoreError.
    """
    save = partial(save_previews, previews=previews) if previews else None
    store.replace(_previews_file(faces_file), save)


def _previews_file(faces_file: Path) -> Path:
    return faces_file.with_suffix(FILE_SUFFIX)
