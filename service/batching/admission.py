"""Admission control: a page is admitted or refused before it is decoded, by the backlog and by its memory."""

from dataclasses import dataclass
from itertools import count
from math import ceil

from service.batching.fairness import Fairness
from service.batching.page_job import PageJob
from service.batching.predictor import Predictor
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable


@dataclass(frozen=True, slots=True)
class AdmissionLimits:
    """How much an engine admits. docs/decisions/0028."""

    time_share: float = 0.4
    """The share of the time until its deadline that a page's predicted wait and its own work may take.
    `Fairness` may delay the page by another 40 %. The last 20 % are margin for low predictions."""

    memory: int = 1 << 30
    """Bytes that all admitted pages together may hold: 25 photographs of 12 megapixels, or two of the largest
    pictures that are accepted. With smaller pictures the time is mostly the tighter limit."""


DEFAULT_LIMITS = AdmissionLimits()


class Admission:
    """The admitted pages. Not thread-safe. Times are seconds, work is milliseconds of the whole machine."""

    def __init__(
        self, predictor: Predictor, fairness: Fairness, limits: AdmissionLimits = DEFAULT_LIMITS
    ) -> None:
        self._predictor = predictor
        self._fairness = fairness
        self._limits = limits
        self._admitted: dict[int, PageJob] = {}
        self._numbers = count()
        self._is_closed = False

    @property
    def is_empty(self) -> bool:
        """Whether every admitted page was released."""
        return not self._admitted

    @property
    def backlog(self) -> float:
        """Predicted milliseconds until all admitted pages are done."""
        return sum(job.remaining for job in self._admitted.values())

    def admit(self, *, pixels: int, tiles: int, memory: int, now: float, deadline: float) -> PageJob:
        """Admit a page that may hold `memory` bytes, if the work due before it and its own are done in time.

        A page of several tiles is estimated as so many pages. Any page is admitted while the
        engine has no other.

        Raises EngineBusy with the seconds until a retry, DeadlineExceeded, or EngineUnavailable once closed.
        """
        if self._is_closed:
            raise EngineUnavailable
        if deadline <= now:
            raise DeadlineExceeded
        work = tiles * self._predictor.page(pixels // tiles)
        if not self.is_empty:
            self._check_capacity(work, memory, now, deadline)
        number = next(self._numbers)
        job = PageJob(
            number=number,
            arrived=now,
            deadline=deadline,
            pixels=pixels,
            tiles=tiles,
            memory=memory,
            expected=work,
        )
        self._admitted[number] = job
        return job

    def record_lines_submitted(self, job: PageJob) -> None:
        """Set the expected work of a page to 0, as its lines are submitted."""
        job.expected = 0.0
        job.lines_submitted = True

    def release(self, job: PageJob) -> None:
        """Remove a page that has its answer or failed, and learn from the work that it was."""
        del self._admitted[job.number]
        if job.lines_submitted and not job.is_cancelled:
            self._predictor.learn_page(job.pixels // job.tiles, job.submitted / job.tiles)

    def close(self) -> None:
        """Refuse all further pages."""
        self._is_closed = True

    def _check_capacity(self, work: float, memory: int, now: float, deadline: float) -> None:
        """Raise EngineBusy if a page would be late, or if its memory exceeds what is left."""
        wait = self._work_due_by(self._fairness.due(now, deadline, work))
        late = wait + work - self._limits.time_share * 1000 * (deadline - now)
        excess = sum(job.memory for job in self._admitted.values()) + memory - self._limits.memory
        if late > 0 or excess > 0:
            raise EngineBusy(self._retry_after(max(late, self._work_until_freed(excess))))

    def _work_due_by(self, due: float) -> float:
        """Remaining milliseconds of the admitted pages that are due no later."""
        return sum(job.remaining for job in self._admitted.values() if self._due(job) <= due)

    def _due(self, job: PageJob) -> float:
        work = job.submitted + job.expected
        return self._fairness.due(job.arrived, job.deadline, work)

    def _work_until_freed(self, excess: int) -> float:
        """Milliseconds of work until pages that hold `excess` bytes are done, the oldest pages first."""
        work = 0.0
        for job in self._admitted.values():
            if excess <= 0:
                break
            work += job.remaining
            excess -= job.memory
        return work

    def _retry_after(self, late: float) -> int:
        """Whole seconds until `late` milliseconds of the backlog are done."""
        return max(1, ceil(min(late, self.backlog) / 1000))
