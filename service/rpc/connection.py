"""The connection to one engine: its state, and when it gets no requests."""

from collections.abc import Callable
from dataclasses import dataclass

import grpc

ReadCall = Callable[..., "grpc.aio.UnaryStreamCall[bytes, bytes]"]

FAILURES_BEFORE_REST = 3
"""Failed calls in a row on an open connection after which the engine gets no requests for a while."""

FIRST_REST, LONGEST_REST = 0.5, 30.0
"""Seconds of the first rest. Each further failure doubles it, up to the longest."""


def rest_after(failures: int) -> float:
    """Seconds without requests after so many failed calls in a row: 0, 0, 0.5, 1, 2 … LONGEST_REST."""
    if failures < FAILURES_BEFORE_REST:
        return 0.0
    return min(LONGEST_REST, FIRST_REST * 2.0 ** min(failures - FAILURES_BEFORE_REST, 10))


@dataclass(slots=True, eq=False)
class Connection:
    """One engine: its channel, and the number of this process's calls that it holds.

    An engine that fails although it is connected rests. Times are seconds on the monotonic clock.
    """

    address: str
    channel: grpc.aio.Channel
    read: ReadCall
    is_connected: bool = False
    calls: int = 0
    failures: int = 0
    rests_until: float = 0.0

    def is_available(self, now: float) -> bool:
        """Whether a request may be sent now."""
        return self.is_connected and now >= self.rests_until

    def record_failure(self, now: float) -> float:
        """Record a failed call. Returns the seconds of a rest that begins now, else 0."""
        self.failures += 1
        if now < self.rests_until:
            return 0.0
        rest = rest_after(self.failures)
        self.rests_until = now + rest
        return rest

    def record_answer(self) -> None:
        """Record that the engine has answered a call."""
        self.failures = 0

    def record_state(self, *, is_connected: bool) -> bool:
        """Record the state of the channel. Returns whether it changed. A new connection starts afresh."""
        has_changed = is_connected != self.is_connected
        self.is_connected = is_connected
        if has_changed and is_connected:
            self.failures, self.rests_until = 0, 0.0
        return has_changed
