"""Remembers for whom the engines are full, so that a refusal needs no engine."""

from dataclasses import dataclass
from math import ceil

from service.errors import EngineBusy

REFUSALS_BEFORE_FULL = 3
"""Refusals in a row of one caller. A single one may be due to the size of its picture."""

LONGEST_SECONDS = 1.0
"""How long a refusal is repeated. The queue of an engine lasts longer, so it does not run dry meanwhile."""


@dataclass(slots=True)
class _Refusals:
    count: int = 0
    full_until: float = 0.0
    retry_at: float = 0.0


class Fullness:
    """The refusals of each caller. Times are seconds on the monotonic clock.

    Memory grows with the number of callers, which the configured credentials bound.
    """

    def __init__(self) -> None:
        self._refusals: dict[str, _Refusals] = {}

    def record_refusal(self, caller: str, retry_after: float, now: float) -> None:
        """Record that an engine has refused a page of this caller."""
        record = self._refusals.setdefault(caller, _Refusals())
        record.count += 1
        record.retry_at = now + retry_after
        if record.count >= REFUSALS_BEFORE_FULL:
            record.full_until = now + min(retry_after, LONGEST_SECONDS)

    def record_page(self, caller: str) -> None:
        """Record that an engine has read a page of this caller: its next refusal is the first in a row."""
        if record := self._refusals.get(caller):
            record.count = 0

    def check(self, caller: str, now: float) -> None:
        """Raise EngineBusy if the engines are full for this caller."""
        record = self._refusals.get(caller)
        if record is not None and now < record.full_until:
            raise EngineBusy(max(1, ceil(record.retry_at - now)))
