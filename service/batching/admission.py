"""Admission control: admits or refuses a page before it is decoded, by the work and the memory it adds."""

from dataclasses import dataclass
from itertools import count
from math import ceil

from service.batching.page_job import PageJob
from service.batching.policies.fairness import Fairness
from service.batching.prediction.predictor import Predictor
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable


@dataclass(frozen=True, slots=True)
class AdmissionLimits:
    """How much an engine admits. docs/decisions/0028."""

    time_share: float = 0.4
    """The share of the time until its deadline that a page's predicted wait and its own work may take.
    `Fairness` may delay the page by another 40 %. The last 20 % are margin, if predictions are too low."""

    memory: int = 1 << 30
    """Bytes that all admitted pages together may hold: 25 photographs of 12 megapixels, or two of the largest
    pictures that are accepted. Smaller pictures usually reach `time_share` first."""


DEFAULT_LIMITS = AdmissionLimits()


class Admission:
    """The admitted pages that are not released yet. Not thread-safe.

    Times are in seconds. Work is in milliseconds of the whole machine.
    """

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
        """Whether every admitted page has been released."""
        return not self._admitted

    @property
    def backlog(self) -> float:
        """Predicted milliseconds until all admitted pages are done."""
        return sum(job.remaining for job in self._admitted.values())

    def admit(self, *, pixels: int, tiles: int, memory: int, now: float, deadline: float) -> PageJob:
        """Admit a page if it can be finished in time and its `memory` bytes fit in the memory limit.

        The time is the work that is due before the page plus its own work. The work of each tile is predicted
        as that of a page of its size. Neither limit applies to a page that would be the only admitted one.

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
        """Set the expected work of a page to 0, because all its lines are submitted."""
        job.expected = 0.0
        job.lines_submitted = True

    def release(self, job: PageJob) -> None:
        """Remove a page that is answered or failed. If it was read completely, learn from its actual work."""
        del self._admitted[job.number]
        if job.lines_submitted and not job.is_cancelled:
            self._predictor.learn_page(job.pixels // job.tiles, job.submitted / job.tiles)

    def close(self) -> None:
        """Refuse all further pages."""
        self._is_closed = True

    def _check_capacity(self, work: float, memory: int, now: float, deadline: float) -> None:
        """Raise EngineBusy if a page would exceed its share of time or the memory limit."""
        wait = self._work_due_by(self._fairness.due(now, deadline, work))
        excess_work = wait + work - self._limits.time_share * 1000 * (deadline - now)
        excess_bytes = sum(job.memory for job in self._admitted.values()) + memory - self._limits.memory
        if excess_work > 0 or excess_bytes > 0:
            raise EngineBusy(self._retry_after(max(excess_work, self._work_until_freed(excess_bytes))))

    def _work_due_by(self, due: float) -> float:
        """Remaining work of the admitted pages that are due at `due` or earlier."""
        return sum(job.remaining for job in self._admitted.values() if self._due(job) <= due)

    def _due(self, job: PageJob) -> float:
        work = job.submitted + job.expected
        return self._fairness.due(job.arrived, job.deadline, work)

    def _work_until_freed(self, excess_bytes: int) -> float:
        """The work of the pages that free `excess_bytes` when they are done, the pages admitted first."""
        work = 0.0
        for job in self._admitted.values():
            if excess_bytes <= 0:
                break
            work += job.remaining
            excess_bytes -= job.memory
        return work

    def _retry_after(self, work: float) -> int:
        """Whole seconds, at least 1, until so much of the backlog is done."""
        return max(1, ceil(min(work, self.backlog) / 1000))
