from collections.abc import Callable
from concurrent.futures import Future
from threading import Event, Thread
from time import monotonic

import pytest

from service.batching.waiting import results
from service.errors import CallerGone, DeadlineExceeded

LATER = monotonic() + 3600
"""A deadline in an hour, which no test reaches."""


def future(result: object = None, error: Exception | None = None) -> Future[object]:
    done: Future[object] = Future()
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)
    return done


def test_results_are_in_the_order_of_their_entries() -> None:
    assert results([future("a"), future("b"), future("c")], LATER) == ["a", "b", "c"]


def test_no_futures_give_no_results() -> None:
    assert results([], LATER) == []


@pytest.mark.parametrize("error", [KeyError("a"), TimeoutError("of the run itself")])
def test_a_failed_entry_fails_its_page_and_cancels_waiting_entries(error: Exception) -> None:
    waiting: Future[object] = Future()

    with pytest.raises(type(error)) as failure:
        results([waiting, future(error=error)], LATER)
    assert failure.value is error
    assert waiting.cancelled()


def test_a_passed_deadline_cancels_waiting_entries() -> None:
    waiting: Future[object] = Future()

    with pytest.raises(DeadlineExceeded):
        results([future("a"), waiting], monotonic())
    assert waiting.cancelled()


def test_a_result_that_arrives_just_after_the_deadline_is_dropped() -> None:
    class FinishedTooLate(Future[object]):
        def result(self, timeout: float | None = None) -> object:
            self.set_result("too late")
            raise TimeoutError

    with pytest.raises(DeadlineExceeded):
        results([FinishedTooLate()], LATER)


def test_results_that_are_finished_are_returned_even_after_the_deadline() -> None:
    assert results([future("a")], monotonic() - 1) == ["a"]


class WatchedFuture(Future[object]):
    """Sets `waited_for` when a thread asks for its result."""

    def __init__(self) -> None:
        super().__init__()
        self.waited_for = Event()

    def result(self, timeout: float | None = None) -> object:
        self.waited_for.set()
        return super().result(timeout)


@pytest.mark.parametrize("act", [Future.cancel, lambda future: future.set_result("result")])
def test_a_waiting_thread_is_woken(act: Callable[[Future[object]], object]) -> None:
    waiting = WatchedFuture()
    outcomes: list[object] = []

    def wait() -> None:
        try:
            outcomes.extend(results([waiting], LATER))
        except CallerGone as error:
            outcomes.append(error)

    thread = Thread(target=wait)
    thread.start()
    assert waiting.waited_for.wait(10)
    act(waiting)
    thread.join(10)

    assert len(outcomes) == 1
