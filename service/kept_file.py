"""A file that is kept between starts: whoever reads it finds all of the old one or all of the new one."""

import os
from pathlib import Path


def keep(path: Path, text: str, mode: int) -> None:
    """Replace the file by one that holds the text in UTF-8; folders on the way are made.

    `mode` are the permissions from its first byte on, less those that the umask takes. Raises OSError and
    leaves the old file as it was, and no draft.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)  # of a process with the same number that was killed
    try:
        # O_EXCL follows no link that somebody laid there meanwhile, open(2).
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
