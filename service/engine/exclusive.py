"""A lock that many pages hold together or one page holds alone.

The standard library has no readers-writer lock, and none was found on PyPI that ends a wait at a deadline and
when the page is cancelled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

from service.batching.page_job import PageJob
from service.errors import CallerGone, DeadlineExceeded


class PageLock:
    """A readers-writer lock. An exclusive page has priority: pages that come after it wait for it."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._holders = 0
        self._exclusive = 0
        """Exclusive pages that hold the lock or wait for it."""

    @contextmanager
    def held(self, job: PageJob, *, exclusive: bool) -> Iterator[None]:
        """Hold the lock, with other pages or exclusively.

        Raises CallerGone when the page is cancelled while it waits, or DeadlineExceeded.
        """
        with self._requested(exclusive=exclusive):
            self._acquire(job, exclusive=exclusive)
            try:
                yield
            finally:
                with self._changed:
                    self._holders -= 1

    def recheck(self) -> None:
        """Wake all waiting pages to check whether they were cancelled."""
        with self._changed:
            self._changed.notify_all()

    @contextmanager
    def _requested(self, *, exclusive: bool) -> Iterator[None]:
        """Block pages that come later, if this page is exclusive."""
        with self._changed:
            self._exclusive += exclusive
        try:
            yield
        finally:
            with self._changed:
                self._exclusive -= exclusive
                self._changed.notify_all()

    def _acquire(self, job: PageJob, *, exclusive: bool) -> None:
        def can_end_wait() -> bool:
            return job.is_cancelled or not (self._holders if exclusive else self._exclusive)

        with self._changed:
            if not self._changed.wait_for(can_end_wait, job.deadline - monotonic()):
                raise DeadlineExceeded
            if job.is_cancelled:
                raise CallerGone
            self._holders += 1
