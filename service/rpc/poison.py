"""Remembers the pictures that crash an engine.

A poison picture crashes the engine that opens it. If it were sent again without a limit, it would crash one
engine after the other.
"""

import hashlib
from collections import OrderedDict

from service.errors import DeadlyImage

MOST_REMEMBERED = 1000
"""Pictures. The first recorded one is forgotten first."""


class PoisonList:
    """Suspected and confirmed poison pictures, by the SHA-256 of their files.

    A crash makes a suspect of every picture that code was touching, because any of them may be the cause. A
    suspect is read exclusively. If the engine crashes again, the picture is poison and is refused. If the
    read succeeds, the picture is cleared.
    """

    def __init__(self) -> None:
        self._is_poison: OrderedDict[bytes, bool] = OrderedDict()

    def is_suspect(self, data: bytes) -> bool:
        """Whether this file must be read exclusively. Raises DeadlyImage if it is confirmed as poison."""
        is_poison = self._is_poison.get(_digest(data)) if self._is_poison else None
        if is_poison:
            raise DeadlyImage
        return is_poison is not None

    def record_crash(self, data: bytes, *, exclusive: bool) -> None:
        """Record that an engine crashed while code touched this file."""
        digest = _digest(data)
        self._is_poison[digest] = exclusive or self._is_poison.get(digest, False)
        if len(self._is_poison) > MOST_REMEMBERED:
            self._is_poison.popitem(last=False)

    def clear(self, data: bytes) -> None:
        """Record that an engine read this file exclusively without a crash."""
        self._is_poison.pop(_digest(data), None)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
