"""Who failed too often: five failures in a row lock a name for five minutes. Pure."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

MOST_FAILURES = 5
LOCKED_SECONDS = 300.0
"""The cloud's own figures."""

MOST_UNKNOWN = 10_000
"""Names that nobody has and that are remembered; anybody may make up new ones, so the oldest is forgotten."""


@dataclass(slots=True)
class _Record:
    failures: int = 0
    locked_until: float = 0.0


class Lockout:
    """Counts failures by name, also of names that nobody has, so that a lock tells nothing.

    `known` names are never forgotten. Seconds are those of one clock, which must not jump.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = {name: _Record() for name in known}
        self._unknown: OrderedDict[bytes, _Record] = OrderedDict()

    def is_locked(self, name: str, now: float) -> bool:
        """Whether the name is locked at that second."""
        record = self._known.get(name) or self._unknown.get(_short(name))
        return record is not None and now < record.locked_until

    def failed(self, name: str, now: float) -> None:
        """Count one failure; failures against a locked name do not make the lock longer."""
        if self.is_locked(name, now):
            return
        record = self._known.get(name) or self._remembered(_short(name))
        record.failures += 1
        if record.failures >= MOST_FAILURES:
            record.failures, record.locked_until = 0, now + LOCKED_SECONDS

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name."""
        record = self._known.get(name) or self._unknown.get(_short(name))
        if record is not None:
            record.failures = 0

    def _remembered(self, name: bytes) -> _Record:
        record = self._unknown.setdefault(name, _Record())
        self._unknown.move_to_end(name)
        if len(self._unknown) > MOST_UNKNOWN:
            self._unknown.popitem(last=False)
        return record


def _short(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
