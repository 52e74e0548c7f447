"""The worker threads that run batches, and the lock around admission and batcher.

A `ThreadPoolExecutor` cannot replace them: its queue is first in first out, and here the next batch is chosen
only when a thread is free.
"""

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
    """One thread for each of `runs`. A free thread starts the next batch at once and never waits to fill it.

    An exception outside a batch is a defect. The thread then calls `on_defect`, and all workers close.
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
        self._has_work = Condition(self._lock)
        self._is_closed = False
        self._threads = [
            Thread(target=self._serve, args=(run,), name=f"worker-{i}", daemon=True)
            for i, run in enumerate(runs)
        ]
        for thread in self._threads:
            thread.start()

    def admit(self, *, pixels: int, tiles: int, memory: int, deadline: float, caller: str) -> PageJob:
        """Admit a page, see `Admission.admit`. The caller must release the job."""
        with self._lock:
            return self._admission.admit(
                pixels=pixels,
                tiles=tiles,
                memory=memory,
                now=monotonic(),
                deadline=deadline,
                caller=caller,
            )

    def submit(
        self, job: PageJob, stage: StageName, items: Sequence[tuple[Bucket, Any]]
    ) -> list[Future[Any]]:
        """Queue items of a page, each with its bucket. Returns the futures of their results, in order.

        Raises CallerGone if the page was cancelled, and EngineUnavailable if the workers are closed.
        """
        entries = self._batcher.entries(job, stage, items)
        futures = [entry.future for entry in entries]
        with self._lock:
            if job.is_cancelled:
                raise CallerGone
            if self._is_closed:
                raise EngineUnavailable
            job.futures += futures
            self._batcher.submit(entries)
            self._has_work.notify()
        return futures

    def record_decoded(self, job: PageJob) -> None:
        """Free the memory that only decoding needed, see `PageJob.record_decoded`."""
        with self._lock:
            job.record_decoded()

    def record_lines_submitted(self, job: PageJob) -> None:
        """Correct the predicted work of a page, see `Admission.record_lines_submitted`."""
        with self._lock:
            self._admission.record_lines_submitted(job)

    def cancel(self, job: PageJob) -> None:
        """Cancel the waiting entries of a page. Running ones finish."""
        with self._lock:
            job.is_cancelled = True
        for future in job.futures:
            future.cancel()

    def release(self, job: PageJob) -> None:
        """Remove a page, and drop its results because the memory limit no longer counts their pixels."""
        with self._lock:
            self._admission.release(job, monotonic())
            job.futures.clear()

    def close(self) -> None:
        """End the threads. Running batches finish; waiting entries fail with EngineUnavailable."""
        self._stop()
        for thread in self._threads:
            thread.join()

    def _serve(self, run: Run) -> None:
        batch, milliseconds = None, None
        try:
            while True:
                with self._lock:
                    if batch:
                        self._batcher.complete(batch, milliseconds)
                    batch = None  # frees its pixels while this thread waits for the next batch
                    batch = self._next()
                if batch is None:
                    return
                milliseconds = execute(batch, run, monotonic)
        except BaseException:
            self._on_defect()
            raise
        finally:
            # After a defect nothing else would set the futures of the batch, so every entry fails.
            self._stop(() if batch is None else batch.entries)

    def _next(self) -> Batch | None:
        """Wait for the next batch. The caller holds the lock. Returns None once the workers are closed."""
        while not self._is_closed:
            if batch := self._batcher.dispatch(monotonic()):
                # Each thread wakes the next one, so that no more threads wake than there are batches.
                if self._batcher.can_dispatch:
                    self._has_work.notify()
                return batch
            self._has_work.wait()
        return None

    def _stop(self, running: Sequence[Entry] = ()) -> None:
        with self._lock:
            self._is_closed = True
            self._admission.close()
            waiting = self._batcher.drain()
            self._has_work.notify_all()
        unanswered = [entry for entry in running if not entry.future.done()]
        unanswered += [entry for entry in waiting if entry.future.set_running_or_notify_cancel()]
        for entry in unanswered:
            entry.future.set_exception(EngineUnavailable())
