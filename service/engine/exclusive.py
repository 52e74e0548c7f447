"""Pages that are read side by side, and now and then one that is read alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

from service.batching.page_job import PageJob
from service.errors import CallerGone, DeadlineExceeded


class Solitude:
    """Many may be inside together, or one alone, who waits for the others as they wait for him."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._inside = 0
        self._recluses = 0
        """Those who are inside alone or wait to be."""

    @contextmanager
    def entered(self, job: PageJob, *, alone: bool) -> Iterator[None]:
        """Be inside, with others or without.

        Raises CallerGone where the page was cancelled while it waited, or DeadlineExceeded.
        """
        with self._wanted(alone=alone):
            self._enter(job, alone=alone)
            try:
                yield
            finally:
                with self._changed:
                    self._inside -= 1

    def look_again(self) -> None:
        """Whoever waits sees whether its page was cancelled."""
        with self._changed:
            self._changed.notify_all()

    @contextmanager
    def _wanted(self, *, alone: bool) -> Iterator[None]:
        """Hold back all who come, where one wants to be alone."""
        with self._changed:
            self._recluses += alone
        try:
            yield
        finally:
            with self._changed:
                self._recluses -= alone
                self._changed.notify_all()

    def _enter(self, job: PageJob, *, alone: bool) -> None:
        def is_over() -> bool:
            return job.is_gone or not (self._inside if alone else self._recluses)

        with self._changed:
            if not self._changed.wait_for(is_over, job.deadline - monotonic()):
                raise DeadlineExceeded
            if job.is_gone:
                raise CallerGone
            self._inside += 1
