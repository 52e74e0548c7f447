"""Pictures that were being read when an engine died. Pure."""

import hashlib
from collections import OrderedDict

MOST_DEATHS = 2
"""With so many a picture is guilty: the second time it was read alone, so that it was no other's fault."""

MOST_REMEMBERED = 1000
"""Guilty pictures; the oldest is forgotten."""


class Suspects:
    """Remembers the pictures that took an engine down, by their SHA-256."""

    def __init__(self) -> None:
        self._guilty: OrderedDict[bytes, None] = OrderedDict()

    def is_guilty(self, data: bytes) -> bool:
        """Whether this very file took an engine down before."""
        return bool(self._guilty) and _digest(data) in self._guilty

    def convict(self, data: bytes) -> None:
        """Remember the file."""
        self._guilty[_digest(data)] = None
        if len(self._guilty) > MOST_REMEMBERED:
            self._guilty.popitem(last=False)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
