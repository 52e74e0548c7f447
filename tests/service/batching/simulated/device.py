"""A simulated device and a manual clock: pages arrive, are detected and recognized, and are released."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from heapq import heappop, heappush
from itertools import count
from math import ceil

from service.batching.admission import Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.page_job import PageJob
from service.batching.policies.policy import Policy
from service.batching.prediction.cost import CostTable
from service.batching.prediction.predictor import Predictor
from service.batching.stage import StageName
from service.errors import EngineBusy


@dataclass(eq=False, slots=True)
class Visit:
    """The arrival of one page, and its outcome. Times are in seconds."""

    arrives: float
    canvas: Bucket
    lines: Sequence[Bucket]
    caller: str = ""
    finished: float | None = None
    retry_after: int | None = None
    unfinished: int = 0
    """The number of entries of the current stage that have no result yet."""

    @property
    def took(self) -> float:
        """Seconds from arrival to answer. Infinite without an answer."""
        return float("inf") if self.finished is None else self.finished - self.arrives


@dataclass
class Simulation:
    """The real batcher and admission, with a device whose times are those of `table` times `slowness`.

    `assumed` is the table that batcher and admission predict with, by default `table`. Pages start at the
    stage `first`. Each has `within` seconds until its deadline.
    """

    policy: Policy
    table: CostTable
    within: float = 3600.0
    slowness: float = 1.0
    assumed: CostTable | None = None
    first: StageName = "detect"
    now: float = 0.0
    batches: list[Batch] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._milliseconds = cache(self.table.milliseconds)
        predictor = Predictor(self.assumed or self.table)
        self.admission = Admission(predictor, self.policy.fairness)
        self.batcher = Batcher(self.policy, predictor)
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

    def run(self, visits: Sequence[Visit]) -> None:
        """Run until the last page is released."""
        for visit in visits:
            self._at(visit.arrives, partial(self._arrive, visit))
        while self._events:
            self.now, _, event = heappop(self._events)
            event()
            while batch := self.batcher.dispatch(self.now):
                self._start(batch)

    def _at(self, time: float, event: Callable[[], None]) -> None:
        heappush(self._events, (time, next(self._numbers), event))

    def _arrive(self, visit: Visit) -> None:
        try:
            job = self.admission.admit(
                pixels=visit.canvas.pixels,
                tiles=1,
                memory=0,
                now=self.now,
                deadline=self.now + self.within,
                caller=visit.caller,
            )
        except EngineBusy as refusal:
            visit.retry_after = refusal.retry_after
            return
        self._submit(visit, job, self.first, [visit.canvas])

    def _submit(self, visit: Visit, job: PageJob, stage: StageName, buckets: Sequence[Bucket]) -> None:
        visit.unfinished = len(buckets)
        self.batcher.submit(self.batcher.entries(job, stage, [(bucket, visit) for bucket in buckets]))

    def _start(self, batch: Batch) -> None:
        self.batches.append(batch)
        count = len(batch.entries)
        took = self._milliseconds(batch.stage, batch.bucket.pixels, count, batch.streams) * self.slowness
        self._at(self.now + took / 1000, partial(self._complete, batch, took))

    def _complete(self, batch: Batch, took: float) -> None:
        self.batcher.complete(batch, took)
        for entry in batch.entries:
            entry.future.set_result(None)
            visit: Visit = entry.item
            visit.unfinished -= 1
            if visit.unfinished == 0:
                self._next_stage(visit, entry.job, batch.stage)

    def _next_stage(self, visit: Visit, job: PageJob, finished: StageName) -> None:
        if finished == "decode":
            self._submit(visit, job, "detect", [visit.canvas])
        elif finished == "detect" and visit.lines:
            self._submit(visit, job, "recognize", visit.lines)
            self.admission.record_lines_submitted(job)
        else:
            visit.finished = self.now
            self.admission.release(job, self.now)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    return sorted(values)[ceil(share * len(values)) - 1]


def p99(visits: Sequence[Visit]) -> float:
    """The 99th percentile of the times from arrival to answer, in seconds."""
    return percentile([visit.took for visit in visits], 0.99)
