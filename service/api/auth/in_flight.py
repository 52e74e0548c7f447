"""Limits the requests of each principal that are in progress at the same time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from service.errors import ConcurrencyReached


class InFlight:
    """The requests in progress of every principal. Without a limit all are accepted."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._requests: Counter[str] = Counter()

    @contextmanager
    def held(self, principal: str) -> Iterator[None]:
        """Count one request of a principal while it is in progress. Raises ConcurrencyReached."""
        if self._limit is not None and self._requests[principal] >= self._limit:
            raise ConcurrencyReached(self._limit)
        self._requests[principal] += 1
        try:
            yield
        finally:
            self._requests[principal] -= 1
