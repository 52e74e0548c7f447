"""Pictures that were being read when an engine died. Pure."""

import hashlib
from collections import OrderedDict

from service.errors import DeadlyImage

MOST_REMEMBERED = 1000
"""Pictures; the oldest is forgotten."""


class Suspects:
    """Remembers by their SHA-256 the pictures that an engine died over, whoever sent them.

    The first time any of those that were in work side by side may be guilty, so from then on each is read
    alone. Who takes an engine down alone is guilty, for that is the second time; who comes out of it as a
    page is cleared.
    """

    def __init__(self) -> None:
        self._guilty: OrderedDict[bytes, bool] = OrderedDict()
        """Of every picture that is suspected, whether it is more than that."""

    def is_suspected(self, data: bytes) -> bool:
        """Whether this very file has to be read alone. Raises DeadlyImage where it is guilty."""
        guilty = self._guilty.get(_digest(data)) if self._guilty else None
        if guilty:
            raise DeadlyImage
        return guilty is not None

    def blame(self, data: bytes, *, alone: bool) -> None:
        """An engine died while it read the file."""
        digest = _digest(data)
        self._guilty[digest] = alone or self._guilty.get(digest, False)
        if len(self._guilty) > MOST_REMEMBERED:
            self._guilty.popitem(last=False)

    def clear(self, data: bytes) -> None:
        """An engine read the file alone, to the end, and lived."""
        self._guilty.pop(_digest(data), None)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
