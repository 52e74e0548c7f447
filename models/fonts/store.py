"""Files of one's own that outlive the process: read with one clear error, replaced at once."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar
from zipfile import BadZipFile

Kept = TypeVar("Kept")


class FontStoreError(Exception):
    """A file cannot be read or written; the message is a sentence for whoever starts the service."""


def read(file: Path, load: Callable[[BinaryIO], Kept]) -> Kept | None:
    """What `load` makes of the file; nothing where there is none. Raises FontStoreError."""
    try:
        # Of a damaged archive NumPy would leave the file open.
        return load(BytesIO(file.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise FontStoreError(f"{file} cannot be read: {error}") from error


def replace(file: Path, save: Callable[[Path], None] | None) -> None:
    """Write the file anew with `save`, or remove it where that is None. Raises FontStoreError."""
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
