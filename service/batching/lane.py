"""A lane: the waiting entries of one stage and bucket."""

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Any, NamedTuple

from service.batching.buckets import Bucket
from service.batching.page_job import PageJob
from service.batching.stage import StageName
from service.errors import DeadlineExceeded


@dataclass(eq=False, slots=True)
class Entry:
    """One item that waits, with the future in which its waiter finds the result."""

    item: Any
    job: PageJob
    stage: StageName
    bucket: Bucket
    weight: float
    """Predicted milliseconds of the whole machine."""

    due: float = 0.0
    """The time at which it queues, in seconds: its page's arrival, or later by the rule of fairness."""

    future: Future[Any] = field(default_factory=Future)
    """What is called back when it is late must not submit: that happens while the next batch is decided."""

    def settle(self) -> None:
        """Its work does not lie ahead of its page any more."""
        self.job.known -= self.weight


class Place(NamedTuple):
    """Where an entry stands: by due, then by page, then the largest first, then as submitted."""

    due: float
    page: int
    lightness: float
    number: int


class Lane:
    """Entries in the order in which they are served; the largest batch has `most`. Each costs O(log n)."""

    def __init__(self, stage: StageName, most: int) -> None:
        self.stage = stage
        self._most = most
        self._places: list[tuple[Place, Entry]] = []
        self._numbers = count()

    def __len__(self) -> int:
        """How many wait; the cancelled and the late count until their due comes."""
        return len(self._places)

    @property
    def fill(self) -> float:
        """Which part of its largest batch is there: 1 at most."""
        return min(1.0, len(self._places) / self._most)

    @property
    def first(self) -> Place:
        """The place that is served next. Raises IndexError where nothing waits."""
        return self._places[0][0]

    @property
    def bucket(self) -> Bucket:
        """That of the entry which is served next. Raises IndexError where nothing waits."""
        return self._places[0][1].bucket

    def push(self, entries: Iterable[Entry]) -> None:
        """Let all entries that a page has for this lane wait."""
        for each in entries:
            place = Place(each.due, each.job.number, -each.weight, next(self._numbers))
            heappush(self._places, (place, each))

    def take(self, now: float, most: int) -> list[Entry]:
        """The entries of the next batch, so many at most. From here on they cannot be cancelled.

        Those that were are dropped, and so are those whose deadline is over: they fail with DeadlineExceeded.
        """
        taken: list[Entry] = []
        while self._places and len(taken) < most:
            entry = heappop(self._places)[1]
            if _claimed(entry, now):
                taken.append(entry)
        return taken

    def clear(self) -> list[Entry]:
        """Everything that waits, in no order, taken away."""
        entries = [entry for _, entry in self._places]
        self._places.clear()
        return entries


def _claimed(entry: Entry, now: float) -> bool:
    """Whether somebody still waits for the entry and it is not too late."""
    if not entry.future.set_running_or_notify_cancel():
        entry.settle()
        return False
    if entry.job.deadline <= now:
        entry.settle()
        entry.future.set_exception(DeadlineExceeded())
        return False
    return True
