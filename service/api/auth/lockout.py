"""Locks a name for five minutes after five consecutive failures. The time is an argument.

Own code: rate limiters such as `limits` count events in a window, without a reset on success or a lock time.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

MAX_FAILURES = 5
"""Consecutive failures before a lock, as the cloud documents."""

LOCK_SECONDS = 300.0
"""Length of a lock in seconds, as the cloud documents."""

MAX_UNKNOWN_NAMES = 10_000
"""Unknown names that are tracked, to bound the memory: clients can invent names.

Beyond this the name with the least recent failure is dropped.
"""


@dataclass(slots=True)
class _Record:
    failures: int = 0
    locked_until: float = 0.0


class Lockout:
    """Counts consecutive failures by name. `known` names are never dropped.

    Unknown names are locked too, so that a lock does not reveal whether a name exists.
    All times are seconds of one monotonic clock.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = {name: _Record() for name in known}
        self._unknown: OrderedDict[bytes, _Record] = OrderedDict()

    def is_locked(self, name: str, now: float) -> bool:
        """Returns whether the name is locked at time `now`."""
        record = self._find(name)
        return record is not None and now < record.locked_until

    def record_failure(self, name: str, now: float) -> None:
        """Counts one failure. A failure during a lock does not extend the lock."""
        if self.is_locked(name, now):
            return
        record = self._known.get(name) or self._tracked(_digest(name))
        record.failures += 1
        if record.failures >= MAX_FAILURES:
            record.failures, record.locked_until = 0, now + LOCK_SECONDS

    def record_success(self, name: str) -> None:
        """Resets the failure count of a name."""
        record = self._find(name)
        if record is not None:
            record.failures = 0

    def _find(self, name: str) -> _Record | None:
        return self._known.get(name) or self._unknown.get(_digest(name))

    def _tracked(self, name: bytes) -> _Record:
        record = self._unknown.setdefault(name, _Record())
        self._unknown.move_to_end(name)
        if len(self._unknown) > MAX_UNKNOWN_NAMES:
            self._unknown.popitem(last=False)
        return record


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
