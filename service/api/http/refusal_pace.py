"""Delays refusals when there are too many, so that callers who come again at once do not slow pages down."""

from math import inf

MOST_A_SECOND = 200.0
"""Refusals a second without a delay. They take about a tenth of a core of a Xeon."""

LONGEST_DELAY = 1.0
"""Seconds."""


class RefusalPace:
    """Spaces refusals evenly. Times are seconds on the monotonic clock."""

    def __init__(self) -> None:
        self._next_at = -inf

    def delay(self, now: float) -> float:
        """Seconds to wait before a refusal that is due now. Short bursts are not delayed."""
        burst = LONGEST_DELAY / 2
        self._next_at = max(self._next_at, now - burst) + 1 / MOST_A_SECOND
        return min(LONGEST_DELAY, max(0.0, self._next_at - now))
