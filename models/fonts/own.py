"""Fonts of one's own: the files that keep their specimens and portraits between starts."""

from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar
from zipfile import BadZipFile

from models.fonts.face import Mask
from models.fonts.gallery import Gallery, Specimen
from models.fonts.portraits import Portraits, load_portraits, save_portraits

Kept = TypeVar("Kept")


class FontStoreError(Exception):
    """A file cannot be read or written; the message is a sentence for whoever starts the service."""


def own_specimens(file: Path) -> tuple[Specimen, ...]:
    """What the file keeps; nothing where there is none. Raises FontStoreError."""
    gallery = _read(file, Gallery.load)
    return gallery.specimens if gallery else ()


def own_portraits(file: Path) -> dict[str, Mask]:
    """What is kept beside the file of the specimens; nothing where there is none. Raises FontStoreError."""
    return _read(_beside(file), load_portraits) or {}


def keep_specimens(file: Path, specimens: Iterable[Specimen]) -> None:
    """Replace the file at once, or remove it where nothing is left to keep. Raises FontStoreError."""
    kept, shipped = tuple(specimens), Gallery.load()
    save = Gallery(kept, shipped.sharpness, shipped.floor).save
    _replace(file, save if kept else None)


def keep_portraits(file: Path, portraits: Portraits) -> None:
    """The same for the portraits beside the file of the specimens."""
    _replace(_beside(file), partial(save_portraits, portraits=portraits) if portraits else None)


def _beside(file: Path) -> Path:
    return file.with_suffix(".portraits.npz")


def _read(file: Path, load: Callable[[BinaryIO], Kept]) -> Kept | None:
    try:
        # Of a damaged archive NumPy would leave the file open.
        return load(BytesIO(file.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise FontStoreError(f"{file} cannot be read: {error}") from error


def _replace(file: Path, save: Callable[[Path], None] | None) -> None:
    draft = file.with_name(f".{file.stem}.new.npz")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if save is None:
            file.unlink(missing_ok=True)
            return
        save(draft)
        draft.replace(file)
    except OSError as error:
        raise FontStoreError(f"{file} cannot be written: {error.strerror}") from error
