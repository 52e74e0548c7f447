"""A lane: the waiting entries of one stage that may share a batch."""

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
    """One item of a page for one stage, and the future of its result."""

    item: Any
    job: PageJob
    stage: StageName
    bucket: Bucket
    work: float
    """Predicted milliseconds of the whole machine."""

    due: float = 0.0
    """The due time in seconds, see `Fairness`."""

    future: Future[Any] = field(default_factory=Future)
    """The future of the result. Its callbacks must not submit entries, because they may run while the next
    batch is chosen."""

    def finish(self) -> None:
        """Subtract the entry's work from the pending work of its page."""
        self.job.pending -= self.work


class Priority(NamedTuple):
    """Sort key of entries: due time, then order of admission, then largest work, then order of submission."""

    due: float
    page: int
    minus_work: float
    number: int


class Lane:
    """Waiting entries in the order of their priority, as a heap: O(log n) for each entry."""

    def __init__(self, stage: StageName, largest_batch: int) -> None:
        self.stage = stage
        self._largest_batch = largest_batch
        self._heap: list[tuple[Priority, Entry]] = []
        self._numbers = count()

    def __len__(self) -> int:
        """The number of waiting entries. Cancelled and late ones count until `take` drops them."""
        return len(self._heap)

    @property
    def fill(self) -> float:
        """The number of waiting entries divided by the largest batch size, at most 1."""
        return min(1.0, len(self._heap) / self._largest_batch)

    @property
    def first(self) -> Priority:
        """The priority of the entry that runs next. Raises IndexError when the lane is empty."""
        return self._heap[0][0]

    @property
    def bucket(self) -> Bucket:
        """The bucket of the entry that runs next. Raises IndexError when the lane is empty."""
        return self._heap[0][1].bucket

    def push(self, entries: Iterable[Entry]) -> None:
        """Add entries to the lane."""
        for entry in entries:
            priority = Priority(entry.due, entry.job.number, -entry.work, next(self._numbers))
            heappush(self._heap, (priority, entry))

    def take(self, now: float, limit: int) -> list[Entry]:
        """Remove and return the entries of the next batch, at most `limit`. They can no longer be cancelled.

        Cancelled entries are dropped. Entries past their deadline are dropped and fail with DeadlineExceeded.
        """
        taken: list[Entry] = []
        while self._heap and len(taken) < limit:
            entry = heappop(self._heap)[1]
            if _claim(entry, now):
                taken.append(entry)
        return taken

    def clear(self) -> list[Entry]:
        """Remove and return all waiting entries, in any order."""
        entries = [entry for _, entry in self._heap]
        self._heap.clear()
        return entries


def _claim(entry: Entry, now: float) -> bool:
    """Mark an entry as running. Returns False for a cancelled or late entry, whose work is then finished."""
    if not entry.future.set_running_or_notify_cancel():
        entry.finish()
        return False
    if entry.job.deadline <= now:
        entry.finish()
        entry.future.set_exception(DeadlineExceeded())
        return False
    return True
