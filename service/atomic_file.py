"""Replaces a file atomically. Readers see either the old or the new content, never a part of it.

Packages for this do not give the temporary file its permissions at its creation.
"""

import os
from pathlib import Path


def write_atomically(path: Path, text: str, mode: int) -> None:
    """Replace a file by one with this text in UTF-8. Missing folders are created.

    From its creation the new file has the permissions `mode`, without those that the umask removes. Raises
    OSError or UnicodeEncodeError. The old file is then unchanged, and the temporary file is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)  # a killed process with the same number may have left one
    try:
        # O_EXCL does not follow a symbolic link that was created meanwhile, open(2).
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
