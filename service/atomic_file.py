"""Replaces a file atomically. Readers see either the old or the new content, never a part of it.

Packages for this do not give the temporary file its permissions at its creation.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

LONGEST_WAIT, PAUSE = 10.0, 0.05
"""Seconds for which `locked` waits for other processes, and seconds between its attempts."""


def real_path(path: Path) -> Path:
    """The path without symbolic links. Raises OSError if they form a loop."""
    real = Path(os.path.realpath(path))  # Path.resolve raises RuntimeError for a loop before Python 3.13
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return real


def write_atomically(path: Path, text: str, mode: int) -> None:
    """Replace a file by one with this text in UTF-8. Missing folders are created, and links are followed.

    The permissions of an old file are kept. A new one has `mode` from its creation, without the permissions
    that the umask removes. Written by root it belongs to the owner of the old file, or to that of the folder.
    Raises OSError or UnicodeEncodeError. The old file is then unchanged, and the temporary file is removed.
    """
    path = real_path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)  # a killed process with the same number may have left one
    try:
        # O_EXCL does not follow a symbolic link that was created meanwhile, open(2).
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
            _keep_owner_and_permissions(path, file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _keep_owner_and_permissions(path: Path, draft: int) -> None:
    old = path.stat() if path.exists() else None
    if os.geteuid() == 0:
        owner = old or path.parent.stat()
        os.fchown(draft, owner.st_uid, owner.st_gid)
    if old is not None:
        os.fchmod(draft, stat.S_IMODE(old.st_mode))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which all processes that change it must hold.

    The lock is that of its folder, because the file itself is replaced. It ends with the process. Raises
    OSError, and BlockingIOError if another process still holds the lock after LONGEST_WAIT.
    """
    folder = real_path(path).parent
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        _lock(lock, monotonic() + LONGEST_WAIT)
        yield
    finally:
        os.close(lock)


def _lock(folder: int, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= deadline:
                raise
        sleep(PAUSE)
