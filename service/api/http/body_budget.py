"""Bounds the memory of all request bodies, from their first byte until their answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from service.errors import EngineBusy

MAX_BYTES = 256 * 1024 * 1024
"""Largest size of all bodies together in bytes: 21 bodies of 12 MB, or 500 screenshots of 0.5 MB."""


class BodyBudget:
    """Counts the bytes of bodies, and of the pictures in them, that are in memory."""

    def __init__(self, limit: int = MAX_BYTES) -> None:
        self._free = limit

    @contextmanager
    def reservation(self) -> Iterator["Reservation"]:
        """Yields the reservation of one body. Its bytes are released at the end."""
        reservation = Reservation(self)
        try:
            yield reservation
        finally:
            self._free += reservation.size

    def take(self, size: int) -> None:
        """Takes `size` bytes from the budget. Raises EngineBusy if fewer are free."""
        if size > self._free:
            raise EngineBusy
        self._free -= size


class Reservation:
    """The bytes of one body in the budget."""

    def __init__(self, budget: BodyBudget) -> None:
        self._budget = budget
        self.size = 0

    def grow(self, size: int) -> None:
        """Reserves `size` more bytes. Raises EngineBusy if the budget is used up."""
        self._budget.take(size)
        self.size += size

    def resize(self, size: int) -> None:
        """Reserves `size` bytes in place of those until now. Raises EngineBusy if the budget is used up."""
        self.grow(size - self.size)
