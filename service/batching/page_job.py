"""The stay of one page in the engine, from the door until its answer."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class PageJob:
    """An admitted page: when it came, when its answer is worth nothing any more, and its share of the work.

    Times are absolute seconds on the monotonic clock; work is in predicted milliseconds of the whole machine.
    """

    number: int
    """Counts pages at the door: of two that came at the same time, the lower goes first."""

    arrived: float
    deadline: float

    pixels: int
    """Of the page, which is what its work was estimated from."""

    parts: int
    """Of about equal size, each as much work as a page; more than one where the page is long."""

    size: int
    """Bytes that it may come to hold."""

    unknown: float
    """Work that is expected and of which no entry has been submitted yet."""

    known: float = 0.0
    """Work of the entries that wait or run."""

    taken: float = 0.0
    """Work of all entries so far."""

    is_counted: bool = False
    """Whether the page's lines are known, so that `taken` will be all its work."""

    is_gone: bool = False
    """Whether nobody waits for the answer any more."""

    futures: list[Future[Any]] = field(default_factory=list)
    """Of all entries so far."""

    @property
    def ahead(self) -> float:
        """Work that is still to be done."""
        return self.unknown + self.known

    def take_on(self, work: float) -> None:
        """So much of its work is submitted now."""
        self.taken += work
        self.known += work
        self.unknown = max(0.0, self.unknown - work)
