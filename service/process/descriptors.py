"""The number of files and connections that this process may have open."""

import resource

RESERVE = 128
"""Descriptors for everything except clients: the log, engines, 32 downloads, libraries."""


def raise_descriptor_limit() -> int:
    """Raise the soft limit of descriptors to the hard one. Returns the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def most_connections(limit: int) -> int:
    """How many clients may be connected with a limit of descriptors: all but RESERVE, at least half."""
    return max(limit - RESERVE, limit // 2)
