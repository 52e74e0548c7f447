from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic

import pytest

from service.engine.exclusive import PageLock
from service.errors import CallerGone, DeadlineExceeded

LONG_ENOUGH = 10.0


def _never() -> bool:
    return False


class Holder:
    """Acquires the lock on a thread of its own, sets `inside`, and releases it on `leave`."""

    def __init__(self, threads: ThreadPoolExecutor, lock: PageLock, *, exclusive: bool) -> None:
        self.cancelled, self.inside, self._leave = Event(), Event(), Event()
        self.done: Future[None] = threads.submit(self._read, lock, exclusive)

    def _read(self, lock: PageLock, exclusive: bool) -> None:
        with lock.held(monotonic() + LONG_ENOUGH, self.cancelled.is_set, exclusive=exclusive):
            self.inside.set()
            assert self._leave.wait(LONG_ENOUGH)

    def leave(self) -> None:
        self._leave.set()
        self.done.result(LONG_ENOUGH)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def _can_acquire(lock: PageLock, *, exclusive: bool) -> bool:
    """Whether a page acquires the lock within 50 ms."""
    try:
        with lock.held(monotonic() + 0.05, _never, exclusive=exclusive):
            return True
    except DeadlineExceeded:
        return False


def test_many_pages_hold_the_lock_together(threads: ThreadPoolExecutor) -> None:
    lock = PageLock()
    holders = [Holder(threads, lock, exclusive=False) for _ in range(3)]

    assert all(holder.inside.wait(LONG_ENOUGH) for holder in holders)
    for holder in holders:
        holder.leave()


def test_an_exclusive_page_waits_for_all_holders(threads: ThreadPoolExecutor) -> None:
    lock = PageLock()
    first, second = (Holder(threads, lock, exclusive=False) for _ in range(2))
    assert first.inside.wait(LONG_ENOUGH)
    assert second.inside.wait(LONG_ENOUGH)
    first.leave()

    assert not _can_acquire(lock, exclusive=True)
    second.leave()
    assert _can_acquire(lock, exclusive=True)


def test_no_page_acquires_the_lock_beside_an_exclusive_one(threads: ThreadPoolExecutor) -> None:
    lock = PageLock()
    exclusive = Holder(threads, lock, exclusive=True)
    assert exclusive.inside.wait(LONG_ENOUGH)

    assert not _can_acquire(lock, exclusive=False)
    assert not _can_acquire(lock, exclusive=True)
    exclusive.leave()
    assert _can_acquire(lock, exclusive=False)


def test_a_page_that_comes_after_a_waiting_exclusive_page_waits_too(threads: ThreadPoolExecutor) -> None:
    lock = PageLock()
    first = Holder(threads, lock, exclusive=False)
    assert first.inside.wait(LONG_ENOUGH)
    exclusive = Holder(threads, lock, exclusive=True)
    while _can_acquire(lock, exclusive=False):  # until the exclusive page waits
        pass
    first.leave()

    assert exclusive.inside.wait(LONG_ENOUGH)
    exclusive.leave()


def test_a_cancelled_exclusive_page_no_longer_blocks_others(threads: ThreadPoolExecutor) -> None:
    lock = PageLock()
    first = Holder(threads, lock, exclusive=False)
    assert first.inside.wait(LONG_ENOUGH)
    exclusive = Holder(threads, lock, exclusive=True)
    while _can_acquire(lock, exclusive=False):
        pass
    exclusive.cancelled.set()
    lock.recheck()

    assert isinstance(exclusive.done.exception(LONG_ENOUGH), CallerGone)
    assert not exclusive.inside.is_set()
    assert _can_acquire(lock, exclusive=False)
    first.leave()


def test_a_failure_releases_the_lock() -> None:
    lock = PageLock()
    for exclusive in (False, True):
        with pytest.raises(ZeroDivisionError), lock.held(monotonic(), _never, exclusive=exclusive):
            raise ZeroDivisionError

    assert _can_acquire(lock, exclusive=True)
