"""How often one principal may call: an allowance each, filled at a steady rate. Pure."""

import math
from dataclasses import dataclass

from service.errors import ThrottlingReached


@dataclass(frozen=True, slots=True)
class CallLimit:
    """Requests a second in the long run, and requests at once after a rest."""

    rate: float
    burst: int


@dataclass(slots=True)
class _Allowance:
    left: float
    filled_at: float


class Throttle:
    """Lets a principal's requests through or refuses them; `None` lets every one through."""

    def __init__(self, limit: CallLimit | None) -> None:
        self._limit = limit
        self._allowances: dict[str, _Allowance] = {}

    def admit(self, principal: str, now: float) -> None:
        """Count one request at that second. Raises ThrottlingReached."""
        limit = self._limit
        if limit is None:
            return
        allowance = self._allowances.setdefault(principal, _Allowance(limit.burst, now))
        allowance.left = min(limit.burst, allowance.left + (now - allowance.filled_at) * limit.rate)
        allowance.filled_at = now
        if allowance.left < 1:
            wait = math.ceil((1 - allowance.left) / limit.rate)
            raise ThrottlingReached(limit=round(60 * limit.rate), retry_after=wait)
        allowance.left -= 1
