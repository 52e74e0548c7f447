"""The threads that run batches, and the one lock around all that is decided."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Condition, Lock, Thread
from time import monotonic
from typing import Any

from service.batching.admission import Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.execution import Run, execute
from service.batching.lane import Entry
from service.batching.page_job import PageJob
from service.batching.stage import StageName
from service.errors import CallerGone, EngineUnavailable


class Workers:
    """One thread for each `run`. A free one takes what waits; nothing is held back to fill a batch.

    A thread that dies of a defect calls `on_defect` before anybody is told; then nothing is served any more.
    """

    def __init__(
        self,
        admission: Admission,
        batcher: Batcher,
        runs: Sequence[Run],
        on_defect: Callable[[], None] = lambda: None,
    ) -> None:
        self._admission = admission
        self._batcher = batcher
        self._on_defect = on_defect
        self._lock = Lock()
        self._work = Condition(self._lock)
        self._is_closed = False
        self._threads = [
            Thread(target=self._serve, args=(run,), name=f"worker-{i}", daemon=True)
            for i, run in enumerate(runs)
        ]
        for thread in self._threads:
            thread.start()

    def admit(self, pixels: int, parts: int, size: int, deadline: float) -> PageJob:
        """Let a page in; see `Admission.admit`. Whoever holds a job has to release it."""
        with self._lock:
            return self._admission.admit(pixels, parts, size, monotonic(), deadline)

    def submit(
        self, job: PageJob, stage: StageName, orders: Sequence[tuple[Bucket, Any]]
    ) -> list[Future[Any]]:
        """Let items of a page wait, each with the bucket that it is padded to: the futures of their results.

        Raises CallerGone where the page was cancelled, EngineUnavailable where the workers are closed.
        """
        entries = self._batcher.entries(job, stage, orders)
        futures = [entry.future for entry in entries]
        with self._lock:
            if job.is_gone:
                raise CallerGone
            if self._is_closed:
                raise EngineUnavailable
            job.futures += futures
            self._batcher.submit(entries)
            self._work.notify()
        return futures

    def lines_known(self, job: PageJob) -> None:
        """Correct what was estimated at the door; see `Admission.lines_known`."""
        with self._lock:
            self._admission.lines_known(job)

    def cancel(self, job: PageJob) -> None:
        """Nobody waits for the page any more: what still waits of it costs nothing."""
        with self._lock:
            job.is_gone = True
        for future in job.futures:
            future.cancel()

    def release(self, job: PageJob) -> None:
        """The page leaves, and with it what its entries came to: pixels, which are not counted any more."""
        with self._lock:
            self._admission.release(job)
            job.futures.clear()

    def close(self) -> None:
        """End the threads. What runs is finished; what waits fails with EngineUnavailable."""
        self._stop()
        for thread in self._threads:
            thread.join()

    def _serve(self, run: Run) -> None:
        batch, took = None, None
        try:
            while True:
                with self._lock:
                    if batch:
                        self._batcher.complete(batch, took)
                    batch = None  # else it would be held, pixels and all, for as long as there is no other
                    batch = self._next()
                if batch is None:
                    return
                took = execute(batch, run, monotonic)
        except BaseException:
            self._on_defect()
            raise
        finally:
            # A worker that dies of a defect leaves waiters behind: better none serves, and all are told.
            self._stop(() if batch is None else batch.entries)

    def _next(self) -> Batch | None:
        """Wait, with the lock, for the next batch; None when there will be none."""
        while not self._is_closed:
            if batch := self._batcher.dispatch(monotonic()):
                # One wakes the next, so that a submission wakes no more threads than it has work for.
                if self._batcher.can_dispatch:
                    self._work.notify()
                return batch
            self._work.wait()
        return None

    def _stop(self, running: Sequence[Entry] = ()) -> None:
        with self._lock:
            self._is_closed = True
            self._admission.shut()
            left = self._batcher.drain()
            self._work.notify_all()
        unanswered = [entry for entry in running if not entry.future.done()]
        unanswered += [entry for entry in left if entry.future.set_running_or_notify_cancel()]
        for entry in unanswered:
            entry.future.set_exception(EngineUnavailable())
