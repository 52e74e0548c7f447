from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest

from service.reading.lazy import Lazy

LONG_ENOUGH = 10.0


def test_the_object_is_loaded_once_when_many_threads_request_it() -> None:
    requests, may_load, loads = Semaphore(0), Event(), Semaphore(0)

    def load() -> str:
        loads.release()
        assert may_load.wait(LONG_ENOUGH)
        return "loaded"

    lazy = Lazy(load)

    def request() -> str:
        requests.release()
        return lazy.get()

    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(request) for _ in range(8)]
        assert all(requests.acquire(timeout=LONG_ENOUGH) for _ in found)
        may_load.set()
        assert [each.result(LONG_ENOUGH) for each in found] == ["loaded"] * 8
    assert loads.acquire(blocking=False)
    assert not loads.acquire(blocking=False)


def test_nothing_is_loaded_before_the_first_request() -> None:
    Lazy(lambda: pytest.fail("loaded without a request"))


def test_a_failed_load_is_tried_again() -> None:
    failures = [ZeroDivisionError()]

    def load() -> str:
        if failures:
            raise failures.pop()
        return "loaded"

    lazy = Lazy(load)
    with pytest.raises(ZeroDivisionError):
        lazy.get()
    assert lazy.get() == "loaded"
