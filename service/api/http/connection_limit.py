"""Bounds the number of connections: beyond it, the connection that has been idle longest is closed.

Own code: uvicorn's `limit_concurrency` answers 503 to everybody once the limit is reached, also to those who
have a request to send.
"""

from collections.abc import Callable
from time import monotonic
from typing import Protocol

import structlog

log = structlog.get_logger()

LOG_SECONDS = 10.0
"""Time between two log lines about closed connections."""


class IdleConnection(Protocol):
    """A connection that may be closed while it is idle."""

    def close_idle(self) -> None:
        """Close the connection without an answer."""


class ConnectionLimit:
    """The open connections of one process, at most `most`. `clock` counts monotonic seconds."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        self._open = 0
        self._idle: dict[IdleConnection, None] = {}  # the one that is idle longest comes first
        self._closed_unlogged = 0
        self._logged_at = float("-inf")

    def opened(self, connection: IdleConnection) -> None:
        """Count a new connection, which is idle. Closes the one that has been idle longest if needed."""
        self._open += 1
        self._idle[connection] = None
        if self._open > self._most:
            self._close_one()

    def closed(self, connection: IdleConnection) -> None:
        """Forget a connection."""
        self._open -= 1
        self._idle.pop(connection, None)

    def became_busy(self, connection: IdleConnection) -> None:
        """Record that the head of a request is complete."""
        self._idle.pop(connection, None)

    def became_idle(self, connection: IdleConnection) -> None:
        """Record that all requests are answered. A part of a further head does not count."""
        self._idle[connection] = None

    def _close_one(self) -> None:
        longest_idle = next(iter(self._idle))
        del self._idle[longest_idle]
        longest_idle.close_idle()
        self._closed_unlogged += 1
        if self._clock() - self._logged_at >= LOG_SECONDS:
            log.warning("too many connections", most=self._most, idle_ones_closed=self._closed_unlogged)
            self._logged_at, self._closed_unlogged = self._clock(), 0
