"""Limits the request rate of each principal with a token bucket. The time is an argument.

Own code: the package `limits` counts requests in windows of whole seconds. It has neither a rate such as 0.3
requests a second, nor the exact time at which the next request is admitted: docs/decisions/0042.
"""

import math
from dataclasses import dataclass

from service.errors import ThrottlingReached


@dataclass(frozen=True, slots=True)
class CallLimit:
    """`rate` requests a second in the long run, and `burst` requests at once after a pause."""

    rate: float
    burst: int


@dataclass(slots=True)
class _Bucket:
    tokens: float
    updated_at: float


class Throttle:
    """Admits or refuses the requests of a principal. Without a limit it admits every request.

    Memory grows with the number of principals, which the configured credentials bound.
    """

    def __init__(self, limit: CallLimit | None) -> None:
        self._limit = limit
        self._buckets: dict[str, _Bucket] = {}

    def admit(self, principal: str, now: float) -> None:
        """Counts one request at `now`, in seconds of a monotonic clock. Raises ThrottlingReached."""
        limit = self._limit
        if limit is None:
            return
        bucket = self._buckets.setdefault(principal, _Bucket(limit.burst, now))
        bucket.tokens = min(limit.burst, bucket.tokens + (now - bucket.updated_at) * limit.rate)
        bucket.updated_at = now
        if bucket.tokens < 1:
            retry_after = math.ceil((1 - bucket.tokens) / limit.rate)
            raise ThrottlingReached(limit=round(60 * limit.rate), retry_after=retry_after)
        bucket.tokens -= 1
