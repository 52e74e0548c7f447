"""Ends a process when its parent ends, even if the parent is killed."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""The option of prctl(2) that sets the signal a process gets when its parent ends."""


def end_with_parent(parent: int | None = None) -> None:
    """Get a SIGTERM when the parent process ends. Does nothing on systems other than Linux.

    `parent` is the id of the parent that started this process, by default that of the parent now. A forked
    child must call this again.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid() if parent is None else parent
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # the parent ended before the call
        os.kill(os.getpid(), signal.SIGTERM)
