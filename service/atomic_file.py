"""Replaces a file atomically. Readers find the old content or the new content, never a part of it.

The packages for this do not set the permissions of the temporary file when it is created.
"""

import os
from pathlib import Path


def write_atomically(path: Path, text: str, mode: int) -> None:
    """Replace a file by one with this text in UTF-8. Missing folders are created.

    The new file has the permissions `mode`, less those of the umask, from the start. Raises OSError or
    UnicodeEncodeError; then the old file is unchanged and the temporary file is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)  # may be left by a killed process with the same number
    try:
        # O_EXCL does not follow a symbolic link that was created meanwhile, open(2).
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
