"""The C library's heap, told to give large blocks back."""

import ctypes
import ctypes.util

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt(3)."""

LARGE = 4 * 1024 * 1024
"""Bytes. Fixed, because glibc raises its threshold to the largest block it has seen freed, up to 32 MB, and
from then on keeps blocks of the size of pictures in a heap full of holes."""


def give_large_blocks_back() -> None:
    """Make freed blocks of 4 MB and more return to the system; nothing happens where there is no glibc."""
    library = ctypes.CDLL(ctypes.util.find_library("c"))
    if hasattr(library, "mallopt"):
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_TRIM_THRESHOLD, LARGE)
