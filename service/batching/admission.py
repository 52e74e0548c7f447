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
    """Bytes that all admitted pages together may hold, until they are decoded as much as their decoder needs:
    12 photographs of 12 megapixels. Smaller pictures usually reach `time_share` first."""

    newcomers: float = 0.25
    """A share of `memory` beyond it, for callers that hold no page. One caller cannot shut out the others."""

    standing_seconds: float = 1.5
    """Seconds of work. A queue that is longer for `patience_seconds` stands: it only makes everybody wait.
    docs/decisions/0075."""

    standing_pages: float = 8.0
    """Typical pages. On a slow machine a queue stands only if it is longer than their work, too."""

    patience_seconds: float = 2.0
    """Seconds for which a longer queue is accepted. A burst after a rest is admitted completely."""

    rested_share: float = 0.25
    """The share of a standing queue below which the engine has rested, and accepts a long queue again."""


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
        self._long_since: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every admitted page has been released."""
        return not self._admitted

    @property
    def backlog(self) -> float:
        """Predicted milliseconds until all admitted pages are done."""
        return sum(job.remaining for job in self._admitted.values())

    def admit(  # noqa: PLR0913  # what is known of a page
        self, *, pixels: int, tiles: int, memory: int, now: float, deadline: float, caller: str
    ) -> PageJob:
        """Admit a page if it can be finished in time and its `memory` bytes fit in the memory limit.

        The time is the work that is due before the page plus its own work. The work of each tile is predicted
        as that of a page of its size. Neither limit applies to a page that would be the only admitted one.

        Raises EngineBusy with the seconds until a retry, DeadlineExceeded, or EngineUnavailable once closed.
        """
        if self._is_closed:
            raise EngineUnavailable
        if deadline <= now:
            raise DeadlineExceeded
        self._watch_queue(now)
        expected = tiles * self._predictor.page(pixels // tiles)
        own_pages = [page for page in self._admitted.values() if page.caller == caller]
        own = sum(page.remaining for page in own_pages)
        job = PageJob(
            number=next(self._numbers),
            arrived=now,
            deadline=deadline,
            pixels=pixels,
            tiles=tiles,
            memory=memory,
            caller=caller,
            turn=self._start(now, caller) + own / 1000,
            share=(own + expected) / (self.backlog + expected),
            expected=expected,
        )
        if not self.is_empty:
            self._check_capacity(job, is_newcomer=not own_pages)
        self._admitted[job.number] = job
        return job

    def _start(self, now: float, caller: str) -> float:
        """The time from which the turns of a caller count: now, or earlier where the engine lags behind.

        A page of another caller that is due, and is not done, shows how far it lags. docs/decisions/0078.
        """
        others = [self._due(page) for page in self._admitted.values() if page.caller != caller]
        return min(now, max(now - self._fairness.largest_lag, min(others, default=now)))

    def record_lines_submitted(self, job: PageJob) -> None:
        """Set the expected work of a page to 0, because all its lines are submitted."""
        job.expected = 0.0
        job.lines_submitted = True

    def release(self, job: PageJob, now: float) -> None:
        """Remove a page that is answered or failed. If it was read completely, learn from its actual work."""
        del self._admitted[job.number]
        self._watch_queue(now)
        if job.lines_submitted and not job.is_cancelled:
            self._predictor.learn_page(job.pixels // job.tiles, job.submitted / job.tiles)

    def close(self) -> None:
        """Refuse all further pages."""
        self._is_closed = True

    def _watch_queue(self, now: float) -> None:
        """Record since when the queue has been long, without a rest in between."""
        backlog = self.backlog
        if backlog <= self._limits.rested_share * self._standing_work:
            self._long_since = None
        elif self._long_since is None and backlog > self._standing_work:
            self._long_since = now

    def _stands(self, now: float) -> bool:
        return self._long_since is not None and now - self._long_since > self._limits.patience_seconds

    @property
    def _standing_work(self) -> float:
        """The work of a queue that is too long to stand."""
        limits = self._limits
        return max(1000 * limits.standing_seconds, limits.standing_pages * self._fairness.grace)

    def _check_capacity(self, job: PageJob, *, is_newcomer: bool) -> None:
        """Raise EngineBusy if a page would exceed its share of time or the memory limit.

        `is_newcomer`: whether its caller has no other page.
        """
        wait = self._work_due_by(self._fairness.due(job, job.expected))
        excess_work = wait + job.expected - 1000 * self._limits.time_share * (job.deadline - job.arrived)
        standing_work = wait - self._standing_work
        stands = standing_work > 0 and self._stands(job.arrived) and not is_newcomer
        most_bytes = round(self._limits.memory * (1 + is_newcomer * self._limits.newcomers))
        excess_bytes = sum(other.memory for other in self._admitted.values()) + job.memory - most_bytes
        if stands or excess_work > 0 or excess_bytes > 0:
            work = max(excess_work, standing_work, self._work_until_freed(excess_bytes))
            raise EngineBusy(self._retry_after(work))

    def _work_due_by(self, due: float) -> float:
        """Remaining work of the admitted pages that are due at `due` or earlier."""
        return sum(job.remaining for job in self._admitted.values() if self._due(job) <= due)

    def _due(self, job: PageJob) -> float:
        return self._fairness.due(job, job.submitted + job.expected)

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
