"""How often and when a request is sent again after an engine failed."""

from random import uniform

MOST_ATTEMPTS = 8
"""Calls for one request. The pauses between them take up to 11 s, besides the waits for an engine."""

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 4.0
"""Seconds. The first retry has no pause, because the engine that failed is usually gone already."""


def longest_pause_before(attempt: int) -> float:
    """The longest pause in seconds before an attempt, counted from 1: 0, 0, 0.1, 0.2 … LONGEST_PAUSE."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (attempt - 3)) if attempt > 2 else 0.0


def pause_before(attempt: int) -> float:
    """A random pause in seconds, so that requests that failed together do not come again together."""
    longest = longest_pause_before(attempt)
    return uniform(longest / 2, longest)  # noqa: S311  # not for security
