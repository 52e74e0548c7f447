"""The interpreter's collector of cycles, kept off what stays for good."""

import gc


def keep_what_is_here() -> None:
    """Never look again at what is there now, for it is there until the process ends.

    Looking at all that was imported and loaded holds the interpreter's lock for 50 to 80 ms, several times a
    minute under load, and drives everything else out of the caches (gc.freeze, Python's library reference).
    """
    gc.collect()
    gc.freeze()
