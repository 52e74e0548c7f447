from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier, Event, Semaphore
from time import monotonic
from typing import Any

import pytest

from service.batching.admission import Admission
from service.batching.batcher import Batch
from service.batching.execution import Run
from service.batching.page_job import PageJob
from service.batching.policy import Policy
from service.batching.predictor import Predictor
from service.batching.waiting import results
from service.batching.workers import Workers
from service.errors import CallerGone, EngineUnavailable
from tests.service.batching.factories import CORES, FAIRNESS, GPU, SHORT, TABLE, batcher

Opener = Callable[..., Workers]
LONG_ENOUGH = 10.0
"""Seconds after which a test fails. No test waits for this time to pass."""


@pytest.fixture
def open_workers() -> Iterator[Opener]:
    """Opens workers that are closed after the test."""
    all_workers: list[Workers] = []

    def open_and_remember(*runs: Run, policy: Policy = CORES, **more: Any) -> Workers:
        admission = Admission(Predictor(TABLE), FAIRNESS)
        all_workers.append(Workers(admission, batcher(policy), runs, **more))
        return all_workers[-1]

    yield open_and_remember
    for workers in all_workers:
        workers.close()


class BlockedRun:
    """Doubles numbers once it is released, and counts the batches that have started."""

    def __init__(self) -> None:
        self.released = Event()
        self.started = Semaphore(0)
        self.ran: list[tuple[Any, ...]] = []

    def __call__(self, batch: Batch) -> Sequence[int]:
        self.started.release()
        self.released.wait(LONG_ENOUGH)
        self.ran.append(batch.items)
        return double(batch)

    def wait_started(self) -> None:
        assert self.started.acquire(timeout=LONG_ENOUGH)


def double(batch: Batch) -> Sequence[int]:
    return [2 * item for item in batch.items]


def admit(workers: Workers) -> PageJob:
    return workers.admit(pixels=1_000_000, tiles=1, memory=0, deadline=monotonic() + 3600)


def submit(workers: Workers, job: PageJob, *items: int) -> list[Future[Any]]:
    return workers.submit(job, "recognize", [(SHORT, item) for item in items])


def test_every_submitted_item_gets_its_result(open_workers: Opener) -> None:
    workers = open_workers(double, double)
    job = admit(workers)

    assert results(submit(workers, job, *range(100)), job.deadline) == [2 * i for i in range(100)]


def test_pages_read_at_the_same_time_get_their_own_results(open_workers: Opener) -> None:
    workers = open_workers(double, double, policy=GPU)

    def read(page: int) -> list[int]:
        job = admit(workers)
        answers = results(submit(workers, job, *range(page, page + 20)), job.deadline)
        workers.release(job)
        return answers

    with ThreadPoolExecutor(8) as clients:
        assert list(clients.map(read, range(200))) == [
            [2 * i for i in range(page, page + 20)] for page in range(200)
        ]


def test_one_submission_wakes_a_worker_for_each_entry(open_workers: Opener) -> None:
    together = Barrier(2)

    def run_together(batch: Batch) -> Sequence[int]:
        together.wait(LONG_ENOUGH)
        return double(batch)

    workers = open_workers(run_together, run_together)
    job = admit(workers)

    assert results(submit(workers, job, 1, 2), job.deadline) == [2, 4]


def test_the_end_of_a_wide_batch_wakes_a_worker_for_each_waiting_entry(open_workers: Opener) -> None:
    blocked, together = BlockedRun(), Barrier(2)

    def run(batch: Batch) -> Sequence[int]:
        if batch.streams == 1:
            return blocked(batch)
        together.wait(LONG_ENOUGH)
        return double(batch)

    workers = open_workers(run, run)
    job = admit(workers)
    single = submit(workers, job, 1)
    blocked.wait_started()
    meanwhile = submit(workers, job, 2, 3)
    blocked.released.set()

    assert results([*single, *meanwhile], job.deadline) == [2, 4, 6]


def test_entries_that_arrive_while_the_workers_are_busy_share_a_batch(open_workers: Opener) -> None:
    blocked = BlockedRun()
    workers = open_workers(blocked, blocked, policy=GPU)
    job = admit(workers)
    futures = submit(workers, job, 1)
    blocked.wait_started()
    futures += submit(workers, job, 2)
    blocked.wait_started()
    for item in (3, 4, 5):
        futures += submit(workers, admit(workers), item)
    blocked.released.set()

    assert results(futures, job.deadline) == [2, 4, 6, 8, 10]
    assert sorted(blocked.ran, key=len)[-1] == (3, 4, 5)


def test_a_worker_continues_after_a_failed_batch(open_workers: Opener) -> None:
    def fragile(batch: Batch) -> Sequence[int]:
        return [1 // item for item in batch.items]

    workers = open_workers(fragile, policy=GPU)
    job = admit(workers)
    (bad,) = submit(workers, job, 0)

    assert isinstance(bad.exception(LONG_ENOUGH), ZeroDivisionError)
    assert results(submit(workers, job, 1), job.deadline) == [1]


def test_a_cancelled_entry_is_never_run(open_workers: Opener) -> None:
    blocked = BlockedRun()
    workers = open_workers(blocked)
    cancelled, kept = admit(workers), admit(workers)
    running = submit(workers, cancelled, 1)
    blocked.wait_started()
    waiting = submit(workers, cancelled, 2, 3)
    others = submit(workers, kept, 4)
    workers.cancel(cancelled)
    blocked.released.set()

    assert results(others, kept.deadline) == [8]
    assert results(running, cancelled.deadline) == [2]
    assert all(future.cancelled() for future in waiting)
    assert blocked.ran == [(1,), (4,)]


def test_a_cancelled_page_cannot_submit(open_workers: Opener) -> None:
    workers = open_workers(double)
    job = admit(workers)
    workers.cancel(job)

    with pytest.raises(CallerGone):
        submit(workers, job, 1)


def test_a_released_page_holds_no_results(open_workers: Opener) -> None:
    workers = open_workers(double)
    job = admit(workers)
    results(submit(workers, job, 1), job.deadline)
    workers.release(job)

    assert job.futures == []


def test_closing_finishes_running_entries_and_fails_waiting_ones(open_workers: Opener) -> None:
    blocked = BlockedRun()
    workers = open_workers(blocked)
    job = admit(workers)
    (running,) = submit(workers, job, 1)
    blocked.wait_started()
    waiting = submit(workers, job, 2, 3)
    waiting[1].cancel()
    with ThreadPoolExecutor(1) as thread:
        closed = thread.submit(workers.close)
        assert isinstance(waiting[0].exception(LONG_ENOUGH), EngineUnavailable)
        blocked.released.set()
        closed.result(LONG_ENOUGH)

    assert running.result(0) == 2
    assert waiting[1].cancelled()
    with pytest.raises(EngineUnavailable):
        submit(workers, job, 4)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_defect_all_entries_fail_and_no_page_is_admitted(open_workers: Opener) -> None:
    class Defect(BaseException):
        pass

    started = Semaphore(0)
    released = Event()
    was_answered: list[bool] = []
    futures: list[Future[Any]] = []

    def defective(batch: Batch) -> Sequence[int]:
        started.release()
        released.wait(LONG_ENOUGH)
        raise Defect

    workers = open_workers(
        defective, on_defect=lambda: was_answered.append(any(each.done() for each in futures))
    )
    job = admit(workers)
    futures += submit(workers, job, 1)
    assert started.acquire(timeout=LONG_ENOUGH)
    futures += submit(workers, job, 2)
    released.set()
    wait(futures, LONG_ENOUGH)
    workers.close()

    assert all(isinstance(future.exception(0), EngineUnavailable) for future in futures)
    assert was_answered == [False]
    with pytest.raises(EngineUnavailable):
        admit(workers)
