"""Gives up the rights that no process of the service needs. Does nothing on systems other than Linux.

prctl(2), capget(2), capset(2) and setrlimit(2) are called with ctypes: no maintained package offers all of
them. docs/decisions/0071.
"""

import ctypes
import resource
import sys
from pathlib import Path

PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
"""Options of prctl(2)."""

PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
"""An option of prctl(2), and its argument."""

DAC_READ_SEARCH = 2
"""The capability to read every file, capabilities(7). Root needs it for programs and models in the home of
another user."""

CAPABILITY_VERSION = 0x20080522
"""_LINUX_CAPABILITY_VERSION_3 of capset(2)."""

LAST_CAPABILITY = Path("/proc/sys/kernel/cap_last_cap")


def give_up_privileges() -> None:
    """Drop all capabilities but DAC_READ_SEARCH, gain none, and write no core dump of pictures.

    It holds for this thread, for threads and processes that it starts later, and for an exec. A process that
    is not permitted to drop a capability does not have it.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in set(range(_count_of_capabilities())) - {DAC_READ_SEARCH}:
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    _drop_capabilities(libc)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _count_of_capabilities() -> int:
    return int(LAST_CAPABILITY.read_text()) + 1 if LAST_CAPABILITY.is_file() else 64


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    """Take away the capabilities of this thread, except DAC_READ_SEARCH if it has it."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)  # 0 means this thread
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, twice: low and high 32 bits
    libc.capget(header, sets)
    kept = 1 << DAC_READ_SEARCH
    libc.capset(header, (ctypes.c_uint32 * 6)(sets[0] & kept, sets[1] & kept))
