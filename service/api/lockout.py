"""Who failed too often: five failures in a row lock a name for five minutes. Pure."""

from collections import OrderedDict
from dataclasses import dataclass

MOST_FAILURES = 5
LOCKED_SECONDS = 300.0
"""The cloud's own figures."""

MOST_NAMES = 10_000
"""Names that are remembered; anybody may make up new ones, and the oldest is forgotten."""


@dataclass(slots=True)
class _Record:
    failures: int = 0
    locked_until: float = 0.0


class Lockout:
    """Counts failures by name, also of names that nobody has, so that a lock tells nothing."""

    def __init__(self) -> None:
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def is_locked(self, name: str, now: float) -> bool:
        """Whether the name is locked at that second."""
        record = self._records.get(name)
        return record is not None and now < record.locked_until

    def failed(self, name: str, now: float) -> None:
        """Count one failure; failures against a locked name do not make the lock longer."""
        if self.is_locked(name, now):
            return
        record = self._records.setdefault(name, _Record())
        record.failures += 1
        if record.failures >= MOST_FAILURES:
            record.failures, record.locked_until = 0, now + LOCKED_SECONDS
        self._records.move_to_end(name)
        if len(self._records) > MOST_NAMES:
            self._records.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name."""
        self._records.pop(name, None)
