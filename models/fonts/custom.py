"""Fonts of one's own: the file that keeps their specimens between starts."""

from collections.abc import Iterable
from pathlib import Path

from models.fonts import store
from models.fonts.gallery import Gallery, Specimen


def own_specimens(file: Path) -> tuple[Specimen, ...]:
    """What the file keeps; nothing where there is none. Raises store.FontStoreError."""
    gallery = store.read(file, Gallery.load)
    return gallery.specimens if gallery else ()


def keep_specimens(file: Path, specimens: Iterable[Specimen]) -> None:
    """Replace the file at once, or remove it where nothing is left to keep. Raises store.FontStoreError."""
    kept, shipped = tuple(specimens), Gallery.load()
    save = Gallery(kept, shipped.sharpness, shipped.floor).save
    store.replace(file, save if kept else None)
