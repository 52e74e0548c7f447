"""One attack on a running service, and the promise that it tries to break."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.harness.service import Service


class Broken(Exception):
    """The attack broke the promise. The message says what was seen."""


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack. `run` returns what was measured, in a few words, or raises Broken.

    Attacks with the same `environment`, further settings of the service, share one service and run in the
    order of the table.
    """

    name: str
    promise: str
    run: Callable[[Service], str]
    environment: Mapping[str, str] = field(default_factory=dict)


def require(holds: bool, seen: str) -> None:
    """Raise Broken with what was seen unless the promise holds."""
    if not holds:
        raise Broken(seen)
