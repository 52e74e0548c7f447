"""A lock that either many pages hold together or one page holds alone.

The standard library has no readers-writer lock. No lock was found on PyPI whose waits end both at a deadline
and at a cancellation.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

from service.errors import CallerGone, DeadlineExceeded


class PageLock:
    """A readers-writer lock. An exclusive page has priority: later pages wait until it is read."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._holders = 0
        self._exclusive = 0
        """The number of exclusive pages that hold the lock or wait for it."""

    @contextmanager
    def held(self, deadline: float, is_cancelled: Callable[[], bool], *, exclusive: bool) -> Iterator[None]:
        """Hold the lock, either together with other pages or exclusively. `deadline` is monotonic seconds.

        Raises CallerGone or DeadlineExceeded if the page is cancelled or its deadline passes while it waits.
        """
        with self._requested(exclusive=exclusive):
            self._acquire(deadline, is_cancelled, exclusive=exclusive)
            try:
                yield
            finally:
                with self._changed:
                    self._holders -= 1

    def recheck(self) -> None:
        """Wake all waiting pages, so that each checks whether it was cancelled."""
        with self._changed:
            self._changed.notify_all()

    @contextmanager
    def _requested(self, *, exclusive: bool) -> Iterator[None]:
        """If this page is exclusive, block later pages until it is read or ends its wait."""
        with self._changed:
            self._exclusive += exclusive
        try:
            yield
        finally:
            with self._changed:
                self._exclusive -= exclusive
                self._changed.notify_all()

    def _acquire(self, deadline: float, is_cancelled: Callable[[], bool], *, exclusive: bool) -> None:
        def can_end_wait() -> bool:
            return is_cancelled() or not (self._holders if exclusive else self._exclusive)

        with self._changed:
            if not self._changed.wait_for(can_end_wait, deadline - monotonic()):
                raise DeadlineExceeded
            if is_cancelled():
                raise CallerGone
            self._holders += 1
