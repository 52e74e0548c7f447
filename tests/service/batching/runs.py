"""Runs of batches, and pages, for the tests of the workers."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Event, Semaphore
from time import monotonic
from typing import Any

from service.batching.batcher import Batch
from service.batching.page_job import PageJob
from service.batching.workers import Workers
from tests.service.batching.factories import SHORT

Opener = Callable[..., Workers]
LONG_ENOUGH = 10.0
"""Seconds after which a test fails. No test waits for this time to pass."""


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
