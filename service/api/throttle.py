"""How often one principal may call: a bucket of tokens each, filled at a steady rate. Pure."""

import math
from dataclasses import dataclass

from service.errors import ThrottlingReached


@dataclass(frozen=True, slots=True)
class CallLimit:
    """Requests a second in the long run, and requests at once after a rest."""

    rate: float
    burst: int


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class Throttle:
    """Lets a principal's requests through or refuses them; `None` lets every one through."""

    def __init__(self, limit: CallLimit | None) -> None:
        self._limit = limit
        self._buckets: dict[str, _Bucket] = {}

    def admit(self, principal: str, now: float) -> None:
        """Count one request at that second. Raises ThrottlingReached."""
        limit = self._limit
        if limit is None:
            return
        bucket = self._buckets.setdefault(principal, _Bucket(limit.burst, now))
        bucket.tokens = min(limit.burst, bucket.tokens + (now - bucket.filled_at) * limit.rate)
        bucket.filled_at = now
        if bucket.tokens < 1:
            wait = math.ceil((1 - bucket.tokens) / limit.rate)
            raise ThrottlingReached(limit=round(60 * limit.rate), retry_after=wait)
        bucket.tokens -= 1
