import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from time import monotonic

import pytest

from models.page import Page
from service.engine.engine import MOST_WAITING, Engine
from service.engine.entry import Entry, ReadOptions
from service.engine.image import ImageLimits
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable, UnsupportedFormat

BLANK = Page(1, 1, ())


class FakePipeline:
    """Reads nothing, but only once it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.entered = threading.Semaphore(0)
        self.seen: list[bytes] = []
        self.closed = False

    def read(self, data: bytes, options: ReadOptions, limits: ImageLimits) -> Page:
        self.entered.release()
        self.let.wait(10)
        self.seen.append(data)
        if data == b"broken":
            raise UnsupportedFormat
        return BLANK

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def pipeline() -> Iterator[FakePipeline]:
    fake = FakePipeline()
    yield fake
    fake.let.set()


def _engine(pipeline: FakePipeline) -> Engine:
    return Engine(pipeline, ImageLimits(), 1)  # type: ignore[arg-type]  # a fake is enough here


def _entry(data: bytes = b"", within: float = 60.0) -> Entry:
    return Entry(data, ReadOptions(), monotonic() + within)


def test_a_page_is_read(pipeline: FakePipeline) -> None:
    pipeline.let.set()

    assert _engine(pipeline).submit(_entry()).result(10) is BLANK


def test_what_the_pipeline_refuses_reaches_the_caller(pipeline: FakePipeline) -> None:
    pipeline.let.set()
    with pytest.raises(UnsupportedFormat):
        _engine(pipeline).submit(_entry(b"broken")).result(10)


def test_an_entry_whose_time_has_passed_costs_nothing(pipeline: FakePipeline) -> None:
    pipeline.let.set()
    with pytest.raises(DeadlineExceeded):
        _engine(pipeline).submit(_entry(b"late", within=-1)).result(10)

    assert pipeline.seen == []


def test_an_entry_that_nobody_waits_for_costs_nothing(pipeline: FakePipeline) -> None:
    engine = _engine(pipeline)
    first, second = engine.submit(_entry(b"first")), engine.submit(_entry(b"second"))
    pipeline.entered.acquire(timeout=10)

    assert second.cancel()
    pipeline.let.set()
    engine.close()

    assert first.result(10) is BLANK
    assert pipeline.seen == [b"first"]
    with pytest.raises(CancelledError):
        second.result(0)


def test_too_much_is_refused_at_the_door_and_let_in_again_later(pipeline: FakePipeline) -> None:
    engine = _engine(pipeline)
    accepted = [engine.submit(_entry()) for _ in range(1 + MOST_WAITING)]

    with pytest.raises(EngineBusy):
        engine.submit(_entry())
    pipeline.let.set()
    assert all(future.result(10) is BLANK for future in accepted)
    assert engine.submit(_entry()).result(10) is BLANK


def test_closing_finishes_what_was_accepted_and_refuses_the_rest(pipeline: FakePipeline) -> None:
    engine = _engine(pipeline)
    accepted = [engine.submit(_entry()) for _ in range(3)]
    pipeline.let.set()
    engine.close()

    assert [future.result(0) for future in accepted] == [BLANK] * 3
    assert pipeline.closed
    with pytest.raises(EngineUnavailable):
        engine.submit(_entry())
