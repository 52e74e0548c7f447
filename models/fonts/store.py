"""Reads and atomically replaces the files of custom fonts. Failures raise FontStoreError."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar
from zipfile import BadZipFile

Content = TypeVar("Content")


class FontStoreError(Exception):
    """A file of custom fonts cannot be read or written. The message names the file and the reason."""


def read(file: Path, load: Callable[[BinaryIO], Content]) -> Content | None:
    """Returns the file's content, parsed by `load`, or None if it is missing. Raises FontStoreError."""
    try:
        # Read into memory first, because NumPy does not close a damaged archive.
        return load(BytesIO(file.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise FontStoreError(f"{file} cannot be read: {error}") from error


def replace(file: Path, save: Callable[[Path], None] | None) -> None:
    """Writes the file with `save` and renames it into place. Removes the file if `save` is None.

    Creates missing folders. Raises FontStoreError.
    """
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
