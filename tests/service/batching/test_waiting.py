from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from time import monotonic

import pytest

from service.batching.waiting import results
from service.errors import CallerGone, DeadlineExceeded

LATER = monotonic() + 3600


def future(result: object = None, error: Exception | None = None) -> Future[object]:
    done: Future[object] = Future()
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)
    return done


def test_results_come_in_the_order_of_their_entries() -> None:
    assert results([future("a"), future("b"), future("c")], LATER) == ["a", "b", "c"]


def test_no_entries_have_no_results() -> None:
    assert results([], LATER) == []


@pytest.mark.parametrize("error", [KeyError("a"), TimeoutError("of the run itself")])
def test_a_failing_entry_fails_its_page_and_cancels_what_still_waits(error: Exception) -> None:
    waiting: Future[object] = Future()

    with pytest.raises(type(error)) as failure:
        results([waiting, future(error=error)], LATER)
    assert failure.value is error
    assert waiting.cancelled()


def test_a_deadline_that_is_over_cancels_what_still_waits() -> None:
    waiting: Future[object] = Future()

    with pytest.raises(DeadlineExceeded):
        results([future("a"), waiting], monotonic())
    assert waiting.cancelled()


def test_a_result_that_comes_just_after_the_deadline_is_late() -> None:
    class Narrowly(Future[object]):
        def result(self, timeout: float | None = None) -> object:
            self.set_result("too late")
            raise TimeoutError

    with pytest.raises(DeadlineExceeded):
        results([Narrowly()], LATER)


def test_results_that_are_there_are_had_after_the_deadline_too() -> None:
    assert results([future("a")], monotonic() - 1) == ["a"]


@pytest.mark.parametrize("act", [Future.cancel, lambda future: future.set_result("too late")])
def test_who_waits_is_woken(act: Callable[[Future[object]], object]) -> None:
    waiting: Future[object] = Future()
    ended: list[object] = []

    def wait() -> None:
        try:
            ended.extend(results([waiting], LATER))
        except CallerGone as error:
            ended.append(error)

    thread = Thread(target=wait)
    thread.start()
    act(waiting)
    thread.join(10)

    assert len(ended) == 1
