"""Shortens the collections of Python's garbage collector."""

import gc


def freeze_loaded_objects() -> None:
    """Exclude all objects that exist now from garbage collection.

    They live until the process ends. A full collection of them holds the interpreter's lock for 50 to 80 ms,
    several times a minute under load. docs/decisions/0036.
    """
    gc.collect()
    gc.freeze()
