from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic

import pytest

from service.batching.page_job import PageJob
from service.engine.exclusive import Solitude
from service.errors import CallerGone, DeadlineExceeded

LONG_ENOUGH = 10.0


def _permit(within: float = LONG_ENOUGH) -> PageJob:
    now = monotonic()
    return PageJob(0, now, now + within, 1, 1, 1, 0.0)


class Reader:
    """Enters on a thread of its own, says so, and leaves when it is told to."""

    def __init__(self, threads: ThreadPoolExecutor, solitude: Solitude, *, alone: bool) -> None:
        self.job, self.inside, self._leave = _permit(), Event(), Event()
        self.done: Future[None] = threads.submit(self._read, solitude, alone)

    def _read(self, solitude: Solitude, alone: bool) -> None:
        with solitude.entered(self.job, alone=alone):
            self.inside.set()
            assert self._leave.wait(LONG_ENOUGH)

    def leave(self) -> None:
        self._leave.set()
        self.done.result(LONG_ENOUGH)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def _can_enter(solitude: Solitude, *, alone: bool) -> bool:
    """Whether one who waits for a moment gets in."""
    try:
        with solitude.entered(_permit(within=0.05), alone=alone):
            return True
    except DeadlineExceeded:
        return False


def test_many_are_inside_together(threads: ThreadPoolExecutor) -> None:
    solitude = Solitude()
    readers = [Reader(threads, solitude, alone=False) for _ in range(3)]

    assert all(reader.inside.wait(LONG_ENOUGH) for reader in readers)
    for reader in readers:
        reader.leave()


def test_who_wants_to_be_alone_waits_for_all_others(threads: ThreadPoolExecutor) -> None:
    solitude = Solitude()
    first, second = (Reader(threads, solitude, alone=False) for _ in range(2))
    assert first.inside.wait(LONG_ENOUGH)
    assert second.inside.wait(LONG_ENOUGH)
    first.leave()

    assert not _can_enter(solitude, alone=True)
    second.leave()
    assert _can_enter(solitude, alone=True)


def test_beside_one_who_is_alone_there_is_nobody(threads: ThreadPoolExecutor) -> None:
    solitude = Solitude()
    recluse = Reader(threads, solitude, alone=True)
    assert recluse.inside.wait(LONG_ENOUGH)

    assert not _can_enter(solitude, alone=False)
    assert not _can_enter(solitude, alone=True)
    recluse.leave()
    assert _can_enter(solitude, alone=False)


def test_who_comes_after_one_who_waits_to_be_alone_waits_too(threads: ThreadPoolExecutor) -> None:
    solitude = Solitude()
    first = Reader(threads, solitude, alone=False)
    assert first.inside.wait(LONG_ENOUGH)
    recluse = Reader(threads, solitude, alone=True)
    while _can_enter(solitude, alone=False):  # until the thread of the recluse came as far as to wait
        pass
    first.leave()

    assert recluse.inside.wait(LONG_ENOUGH)
    recluse.leave()


def test_who_gives_up_holds_nobody_up(threads: ThreadPoolExecutor) -> None:
    solitude = Solitude()
    first = Reader(threads, solitude, alone=False)
    assert first.inside.wait(LONG_ENOUGH)
    recluse = Reader(threads, solitude, alone=True)
    while _can_enter(solitude, alone=False):
        pass
    recluse.job.is_gone = True
    solitude.look_again()

    assert isinstance(recluse.done.exception(LONG_ENOUGH), CallerGone)
    assert not recluse.inside.is_set()
    assert _can_enter(solitude, alone=False)
    first.leave()


def test_what_fails_inside_leaves() -> None:
    solitude = Solitude()
    for alone in (False, True):
        with pytest.raises(ZeroDivisionError), solitude.entered(_permit(), alone=alone):
            raise ZeroDivisionError

    assert _can_enter(solitude, alone=True)
