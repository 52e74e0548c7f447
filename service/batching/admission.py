"""Admission: a page is let in, or refused, once and at the door, by the work and the bytes that wait."""

from itertools import count
from math import ceil

from service.batching.fairness import Fairness
from service.batching.page_job import PageJob
from service.batching.predictor import Predictor
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable

SHARE = 0.4
"""The part of its time that a page may be predicted to need; for as long again it may yield, and the rest is
for what was predicted too low."""

BUDGET = 1 << 30
"""Bytes that all pages inside may hold together: some 25 photographs of 12 megapixels, or two of the largest
pictures that are taken. Of smaller ones the work is mostly too much before."""


class Admission:
    """The pages that were let in and have not left; synchronous, and `now` is an argument."""

    def __init__(self, predictor: Predictor, fairness: Fairness, budget: int = BUDGET) -> None:
        self._predictor = predictor
        self._fairness = fairness
        self._budget = budget
        self._inside: dict[int, PageJob] = {}
        self._numbers = count()
        self._is_open = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of what was let in."""
        return not self._inside

    @property
    def backlog(self) -> float:
        """Predicted milliseconds of the whole machine until all that was let in is done."""
        return sum(job.ahead for job in self._inside.values())

    def admit(self, pixels: int, parts: int, size: int, now: float, deadline: float) -> PageJob:
        """Let a page in that may come to hold `size` bytes. A page that would be alone is always let in.

        `parts` of it are as much work as so many pages.

        Raises EngineBusy with the seconds after which to come again, DeadlineExceeded, or EngineUnavailable.
        """
        if not self._is_open:
            raise EngineUnavailable
        if deadline <= now:
            raise DeadlineExceeded
        work = parts * self._predictor.page(pixels // parts)
        before = self._goes_before(self._fairness.due(now, deadline, work))
        late = before + work - SHARE * 1000 * (deadline - now)
        excess = sum(job.size for job in self._inside.values()) + size - self._budget
        if not self.is_empty and (late > 0 or excess > 0):
            raise EngineBusy(self._retry_after(max(late, self._work_until_left(excess))))
        job = PageJob(next(self._numbers), now, deadline, pixels, parts, size, unknown=work)
        self._inside[job.number] = job
        return job

    def lines_known(self, job: PageJob) -> None:
        """Correct the estimate of a page whose lines are submitted: no further work is expected."""
        job.unknown = 0.0
        job.is_counted = True

    def release(self, job: PageJob) -> None:
        """The page has its answer, or will have none; what it was is learnt for the next."""
        del self._inside[job.number]
        if job.is_counted and not job.is_gone:
            self._predictor.learn_page(job.pixels // job.parts, job.taken / job.parts)

    def shut(self) -> None:
        """Let nobody in any more."""
        self._is_open = False

    def _goes_before(self, due: float) -> float:
        """Milliseconds of the work inside whose due comes first."""
        return sum(job.ahead for job in self._inside.values() if self._due(job) <= due)

    def _due(self, job: PageJob) -> float:
        work = job.taken + job.unknown
        return self._fairness.due(job.arrived, job.deadline, work)

    def _work_until_left(self, excess: int) -> float:
        """Milliseconds of work until pages have left that hold so many bytes; old pages leave first."""
        work = 0.0
        for job in self._inside.values():
            if excess <= 0:
                break
            work += job.ahead
            excess -= job.size
        return work

    def _retry_after(self, late: float) -> int:
        """Whole seconds in which the machine does so much that the page would be let in."""
        return max(1, ceil(min(late, self.backlog) / 1000))
