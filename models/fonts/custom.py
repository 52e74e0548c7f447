"""Reads and writes the file of the faces that users registered."""

from collections.abc import Iterable
from pathlib import Path

from models.fonts import store
from models.fonts.gallery import Gallery, GalleryFace


def load_custom_faces(file: Path) -> tuple[GalleryFace, ...]:
    """Returns the faces in the file, none if the file is missing. Raises store.FontStoreError."""
    gallery = store.read(file, Gallery.load)
    return gallery.faces if gallery else ()


def save_custom_faces(file: Path, faces: Iterable[GalleryFace]) -> None:
    """Replaces the file atomically, or removes it if there are no faces. Raises store.FontStoreError."""
    all_faces, shipped = tuple(faces), Gallery.load()
    save = Gallery(all_faces, shipped.sharpness, shipped.floor).save
    store.replace(file, save if all_faces else None)
