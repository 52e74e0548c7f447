"""Fonts of one's own: the file that keeps their specimens between starts."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from models.fonts.gallery import Gallery, Specimen


class FontStoreError(Exception):
    """The file cannot be read or written; the message is a sentence for whoever starts the service."""


def own_specimens(file: Path) -> tuple[Specimen, ...]:
    """What the file keeps; nothing where there is none. Raises FontStoreError."""
    try:
        # Of a damaged archive NumPy would leave the file open.
        return Gallery.load(BytesIO(file.read_bytes())).specimens
    except FileNotFoundError:
        return ()
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise FontStoreError(f"{file} cannot be read: {error}") from error


def keep_specimens(file: Path, specimens: Iterable[Specimen]) -> None:
    """Replace the file at once, or remove it where nothing is left to keep. Raises FontStoreError."""
    kept, shipped = tuple(specimens), Gallery.load()
    draft = file.with_name(f".{file.stem}.new.npz")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not kept:
            file.unlink(missing_ok=True)
            return
        Gallery(kept, shipped.sharpness, shipped.floor).save(draft)
        draft.replace(file)
    except OSError as error:
        raise FontStoreError(f"{file} cannot be written: {error.strerror}") from error
