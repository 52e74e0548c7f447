"""Makes the C library return large freed blocks to the system."""

import asyncio
import ctypes
import ctypes.util

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt(3)."""

LARGE_BLOCK = 4 * 1024 * 1024
"""Bytes. A fixed threshold. By default glibc raises it to the size of the largest freed block, up to 32 MB,
and then keeps freed blocks that are as large as pictures. docs/decisions/0004."""

TRIM_SECONDS = 10.0
"""Time between two trims."""


def return_large_blocks_to_system() -> None:
    """Returns freed blocks of LARGE_BLOCK and more to the system at once. Does nothing without glibc."""
    library = _c_library()
    if hasattr(library, "mallopt"):
        library.mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK)
        library.mallopt(M_TRIM_THRESHOLD, LARGE_BLOCK)


async def keep_trimming() -> None:
    """Return freed memory of all sizes to the system, again and again. Does nothing without glibc.

    glibc keeps freed blocks between blocks that are in use. A trim takes some milliseconds.
    """
    library = _c_library()
    while hasattr(library, "malloc_trim"):
        await asyncio.sleep(TRIM_SECONDS)
        library.malloc_trim(0)


def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL(ctypes.util.find_library("c"))
