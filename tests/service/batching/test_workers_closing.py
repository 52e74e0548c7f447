from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event, Semaphore
from typing import Any

import pytest

from service.batching.batcher import Batch
from service.errors import EngineUnavailable
from tests.service.batching.fixtures.runs import LONG_ENOUGH, BlockedRun, Opener, admit, submit


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
