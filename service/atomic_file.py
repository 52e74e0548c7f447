"""Replaces a file atomically. Readers see either the old or the new content, never a part of it.

Packages for this do not give the temporary file its permissions at its creation.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_atomically(path: Path, text: str, mode: int) -> None:
    """Replace a file by one with this text in UTF-8. Missing folders are created, and links are followed.

    From its creation the new file has the permissions `mode`, without those that the umask removes. Written
    by root it belongs to the owner of the old file, or to that of the folder. Raises OSError or
    UnicodeEncodeError. The old file is then unchanged, and the temporary file is removed.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)  # a killed process with the same number may have left one
    try:
        # O_EXCL does not follow a symbolic link that was created meanwhile, open(2).
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
            if os.geteuid() == 0:
                owner = (path if path.exists() else path.parent).stat()
                os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which all processes that change it must hold. Raises OSError.

    The lock is that of its folder, because the file itself is replaced. It ends with the process.
    """
    folder = path.resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
