"""How much of bodies that are still on their way may be held."""

from collections.abc import Iterator
from contextlib import contextmanager

from service.errors import EngineBusy

MOST_BYTES = 256 * 1024 * 1024
"""Of all senders together, whoever they are: some twenty of the largest bodies."""


class Intake:
    """Counts the bytes of bodies that are being received."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._free = most

    @contextmanager
    def share(self) -> Iterator["Share"]:
        """One sender's share, given back in the end."""
        share = Share(self)
        try:
            yield share
        finally:
            self._free += share.held

    def take(self, size: int) -> None:
        """Count that many bytes more. Raises EngineBusy."""
        if size > self._free:
            raise EngineBusy
        self._free -= size


class Share:
    """What one sender takes."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self.held = 0

    def grow(self, size: int) -> None:
        """Take that many bytes more. Raises EngineBusy."""
        self._intake.take(size)
        self.held += size
