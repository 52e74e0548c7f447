from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest

from service.reading.lazy import Lazy

LONG_ENOUGH = 10.0


def test_many_threads_that_ask_first_have_it_loaded_once() -> None:
    asking, go, loads = Semaphore(0), Event(), Semaphore(0)

    def load() -> str:
        loads.release()
        assert go.wait(LONG_ENOUGH)
        return "loaded"

    lazy = Lazy(load)

    def ask() -> str:
        asking.release()
        return lazy.get()

    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(ask) for _ in range(8)]
        assert all(asking.acquire(timeout=LONG_ENOUGH) for _ in found)
        go.set()
        assert [each.result(LONG_ENOUGH) for each in found] == ["loaded"] * 8
    assert loads.acquire(blocking=False)
    assert not loads.acquire(blocking=False)


def test_nothing_is_loaded_before_somebody_asks() -> None:
    Lazy(lambda: pytest.fail("loaded, and nobody asked"))


def test_what_could_not_be_loaded_is_tried_again() -> None:
    failures = [ZeroDivisionError()]

    def load() -> str:
        if failures:
            raise failures.pop()
        return "loaded"

    lazy = Lazy(load)
    with pytest.raises(ZeroDivisionError):
        lazy.get()
    assert lazy.get() == "loaded"
