from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from service.batching.batcher import Batch
from service.batching.waiting import results
from service.errors import CallerGone
from tests.service.batching.fixtures.factories import GPU
from tests.service.batching.fixtures.runs import LONG_ENOUGH, BlockedRun, Opener, admit, double, submit


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
