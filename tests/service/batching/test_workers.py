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
from tests.service.batching.making import CORES, FAIRNESS, GPU, SHORT, TABLE, batcher

Opener = Callable[..., Workers]
LONG_ENOUGH = 10.0
"""Seconds after which a test gives up; nothing here waits for a time to pass."""


@pytest.fixture
def opened() -> Iterator[Opener]:
    every: list[Workers] = []

    def open_workers(*runs: Run, policy: Policy = CORES, **more: Any) -> Workers:
        admission = Admission(Predictor(TABLE), FAIRNESS)
        every.append(Workers(admission, batcher(policy), runs, **more))
        return every[-1]

    yield open_workers
    for workers in every:
        workers.close()


class Gate:
    """Doubles numbers, but only once it is let, and says how many batches have entered."""

    def __init__(self) -> None:
        self.let = Event()
        self.entered = Semaphore(0)
        self.ran: list[tuple[Any, ...]] = []

    def __call__(self, batch: Batch) -> Sequence[int]:
        self.entered.release()
        self.let.wait(LONG_ENOUGH)
        self.ran.append(batch.items)
        return double(batch)

    def wait_entered(self) -> None:
        assert self.entered.acquire(timeout=LONG_ENOUGH)


def double(batch: Batch) -> Sequence[int]:
    return [2 * item for item in batch.items]


def enter(workers: Workers) -> PageJob:
    return workers.admit(1_000_000, 1, 0, monotonic() + 3600)


def put(workers: Workers, job: PageJob, *items: int) -> list[Future[Any]]:
    return workers.submit(job, "recognize", [(SHORT, item) for item in items])


def test_what_is_submitted_is_answered(opened: Opener) -> None:
    workers = opened(double, double)
    job = enter(workers)

    assert results(put(workers, job, *range(100)), job.deadline) == [2 * i for i in range(100)]


def test_many_pages_at_once_have_each_their_own_answers(opened: Opener) -> None:
    workers = opened(double, double, policy=GPU)

    def read(page: int) -> list[int]:
        job = enter(workers)
        answers = results(put(workers, job, *range(page, page + 20)), job.deadline)
        workers.release(job)
        return answers

    with ThreadPoolExecutor(8) as clients:
        assert list(clients.map(read, range(200))) == [
            [2 * i for i in range(page, page + 20)] for page in range(200)
        ]


def test_one_submission_wakes_as_many_workers_as_it_has_work_for(opened: Opener) -> None:
    together = Barrier(2)

    def meet(batch: Batch) -> Sequence[int]:
        together.wait(LONG_ENOUGH)
        return double(batch)

    workers = opened(meet, meet)
    job = enter(workers)

    assert results(put(workers, job, 1, 2), job.deadline) == [2, 4]


def test_a_wide_batch_that_ends_wakes_every_worker_for_what_came_meanwhile(opened: Opener) -> None:
    gate, together = Gate(), Barrier(2)

    def run(batch: Batch) -> Sequence[int]:
        if batch.streams == 1:
            return gate(batch)
        together.wait(LONG_ENOUGH)
        return double(batch)

    workers = opened(run, run)
    job = enter(workers)
    alone = put(workers, job, 1)
    gate.wait_entered()
    meanwhile = put(workers, job, 2, 3)
    gate.let.set()

    assert results([*alone, *meanwhile], job.deadline) == [2, 4, 6]


def test_a_batch_is_made_of_what_came_while_the_workers_were_busy(opened: Opener) -> None:
    gate = Gate()
    workers = opened(gate, gate, policy=GPU)
    job = enter(workers)
    futures = put(workers, job, 1)
    gate.wait_entered()
    futures += put(workers, job, 2)
    gate.wait_entered()
    for item in (3, 4, 5):
        futures += put(workers, enter(workers), item)
    gate.let.set()

    assert results(futures, job.deadline) == [2, 4, 6, 8, 10]
    assert sorted(gate.ran, key=len)[-1] == (3, 4, 5)


def test_a_worker_goes_on_after_a_batch_that_failed(opened: Opener) -> None:
    def fragile(batch: Batch) -> Sequence[int]:
        return [1 // item for item in batch.items]

    workers = opened(fragile, policy=GPU)
    job = enter(workers)
    (bad,) = put(workers, job, 0)

    assert isinstance(bad.exception(LONG_ENOUGH), ZeroDivisionError)
    assert results(put(workers, job, 1), job.deadline) == [1]


def test_what_waits_of_a_cancelled_page_never_runs(opened: Opener) -> None:
    gate = Gate()
    workers = opened(gate)
    left, stays = enter(workers), enter(workers)
    running = put(workers, left, 1)
    gate.wait_entered()
    waiting = put(workers, left, 2, 3)
    others = put(workers, stays, 4)
    workers.cancel(left)
    gate.let.set()

    assert results(others, stays.deadline) == [8]
    assert results(running, left.deadline) == [2]
    assert all(future.cancelled() for future in waiting)
    assert gate.ran == [(1,), (4,)]


def test_a_cancelled_page_can_submit_nothing_more(opened: Opener) -> None:
    workers = opened(double)
    job = enter(workers)
    workers.cancel(job)

    with pytest.raises(CallerGone):
        put(workers, job, 1)


def test_a_page_that_leaves_takes_along_what_its_entries_came_to(opened: Opener) -> None:
    workers = opened(double)
    job = enter(workers)
    results(put(workers, job, 1), job.deadline)
    workers.release(job)

    assert job.futures == []


def test_closing_finishes_what_runs_and_fails_what_waits(opened: Opener) -> None:
    gate = Gate()
    workers = opened(gate)
    job = enter(workers)
    (running,) = put(workers, job, 1)
    gate.wait_entered()
    waiting = put(workers, job, 2, 3)
    waiting[1].cancel()
    with ThreadPoolExecutor(1) as thread:
        closed = thread.submit(workers.close)
        assert isinstance(waiting[0].exception(LONG_ENOUGH), EngineUnavailable)
        gate.let.set()
        closed.result(LONG_ENOUGH)

    assert running.result(0) == 2
    assert waiting[1].cancelled()
    with pytest.raises(EngineUnavailable):
        put(workers, job, 4)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_that_dies_tells_all_who_wait_and_nobody_is_let_in(opened: Opener) -> None:
    class Defect(BaseException):
        pass

    entered = Semaphore(0)
    let = Event()
    told_before: list[bool] = []
    futures: list[Future[Any]] = []

    def dying(batch: Batch) -> Sequence[int]:
        entered.release()
        let.wait(LONG_ENOUGH)
        raise Defect

    workers = opened(dying, on_defect=lambda: told_before.append(any(each.done() for each in futures)))
    job = enter(workers)
    futures += put(workers, job, 1)
    assert entered.acquire(timeout=LONG_ENOUGH)
    futures += put(workers, job, 2)
    let.set()
    wait(futures, LONG_ENOUGH)
    workers.close()

    assert all(isinstance(future.exception(0), EngineUnavailable) for future in futures)
    assert told_before == [False]
    with pytest.raises(EngineUnavailable):
        enter(workers)
