"""One admitted page: its deadline, and how much of its work is still to be done."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class PageJob:
    """An admitted page, from its admission until its answer.

    Times are seconds on the monotonic clock. Work is in predicted milliseconds of the whole machine.
    """

    number: int
    """The number of pages admitted before. Of pages with the same due time, the lowest number runs first."""

    arrived: float
    deadline: float

    pixels: int
    """Pixels of the page, from which its work is predicted."""

    tiles: int
    """The number of parts in which the page is searched, see `models.detection.tiles`. The work of each is
    predicted as that of a page of its size."""

    memory: int
    """Bytes that the page may hold now."""

    caller: str
    """Who sent the page. Callers share the engine, see `Admission`."""

    turn: float
    """The time when its caller's earlier pages are predicted to be done, less the seconds by which the engine
    lags behind. Due times count from it, so that a caller with many pages does not delay another one."""

    share: float
    """The share of its caller's pages in all admitted work, with this page: 1 if there is no other caller."""

    expected: float
    """Predicted work that is not submitted yet."""

    decoding: int = 0
    """Those bytes of `memory` that are free once the page is decoded."""

    pending: float = 0.0
    """Work of the entries that are waiting or running."""

    submitted: float = 0.0
    """Work of all entries submitted so far, including finished ones."""

    lines_submitted: bool = False
    """Whether the page's lines are submitted, so that `submitted` is the work of a whole page."""

    is_cancelled: bool = False
    """Whether the caller is gone and no answer is wanted."""

    futures: list[Future[Any]] = field(default_factory=list)
    """The futures of all entries submitted so far."""

    @property
    def remaining(self) -> float:
        """Work that is still to be done."""
        return self.expected + self.pending

    def record_decoded(self) -> None:
        """Count no longer what only decoding needed."""
        self.memory -= self.decoding
        self.decoding = 0

    def add_submitted(self, work: float) -> None:
        """Move work from `expected` to `pending`, and count it as submitted."""
        self.submitted += work
        self.pending += work
        self.expected = max(0.0, self.expected - work)
