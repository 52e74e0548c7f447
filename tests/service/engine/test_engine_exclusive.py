"""The progress of a picture, and pictures that are read exclusively."""

from concurrent.futures import Future
from threading import current_thread
from time import monotonic

import pytest

from models.page import Page
from service.engine.engine import Engine
from service.errors import CallerGone, DeadlineExceeded, UnsupportedFormat
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, picture_file, stages_run, submit, texts


def _submit_exclusive(engine: Engine, width: int, within: float = 3600.0) -> Future[Page]:
    return engine.submit(
        ReadRequest(picture_file(width), ReadOptions(), monotonic() + within), exclusive=True
    )


class Recorded:
    """Progress that records the thread of every message. With `gone`, the client has disconnected."""

    def __init__(self, gone_after: int = 99) -> None:
        self.told: list[tuple[str, str]] = []
        self._gone_after = gone_after

    def at_risk(self) -> None:
        if len(self.told) >= self._gone_after:
            raise CallerGone
        self._record("at risk")

    def safe(self) -> None:
        self._record("safe")

    def _record(self, message: str) -> None:
        thread = current_thread().name
        self.told.append((message, thread.partition("-")[0].partition("_")[0]))


def test_a_picture_is_at_risk_on_the_thread_that_opens_and_on_the_worker_that_decodes_it(
    engine: Engine, stages: FakeStages
) -> None:
    """There are two workers, so the third picture waits in the lane."""
    stages.block("decode")

    def start(width: int, progress: Recorded) -> Future[Page]:
        page = engine.submit(ReadRequest(picture_file(width), ReadOptions(), NEVER), progress=progress)
        stages.wait_submitted("decode")
        return page

    told = [Recorded() for _ in range(3)]
    pages = [start(width, each) for width, each in zip((30, 31, 32), told, strict=True)]
    opened = [("at risk", "header"), ("safe", "header")]
    assert told[2].told == opened
    pages[2].cancel()
    stages.release("decode")

    assert [texts(page) for page in pages[:2]] == [["30"], ["31"]]
    assert [each.told for each in told] == [[*opened, ("at risk", "worker")]] * 2 + [opened]


def test_a_refused_picture_was_at_risk_once(engine: Engine) -> None:
    told = Recorded()
    page = engine.submit(ReadRequest(b"no picture", ReadOptions(), NEVER), progress=told)

    assert isinstance(page.exception(LONG_ENOUGH), UnsupportedFormat)
    assert [message for message, _ in told.told] == ["at risk"]


@pytest.mark.parametrize("messages", [0, 2])
def test_a_picture_whose_client_cannot_be_told_is_not_decoded(
    engine: Engine, stages: FakeStages, messages: int
) -> None:
    request = ReadRequest(picture_file(30), ReadOptions(), NEVER)
    page = engine.submit(request, progress=Recorded(gone_after=messages))

    assert isinstance(page.exception(LONG_ENOUGH), CallerGone)
    assert stages.freed == []


def test_an_exclusive_picture_is_not_at_risk_while_it_waits_for_others(
    engine: Engine, stages: FakeStages
) -> None:
    stages.block("recognize")
    before = submit(engine, 30)
    stages.wait_submitted("lines submitted")
    told = Recorded()
    request = ReadRequest(picture_file(31), ReadOptions(), monotonic() + 0.2)
    exclusive = engine.submit(request, exclusive=True, progress=told)

    assert isinstance(exclusive.exception(LONG_ENOUGH), DeadlineExceeded)
    assert told.told == []
    stages.release("recognize")
    assert texts(before) == ["30"]


def test_an_exclusive_picture_waits_for_earlier_ones_and_later_ones_wait_for_it(
    engine: Engine, stages: FakeStages
) -> None:
    stages.block("recognize")
    before = submit(engine, 30)
    stages.wait_submitted("lines submitted")
    exclusive = _submit_exclusive(engine, 31)
    later = submit(engine, 32, within=0.2)
    assert isinstance(later.exception(LONG_ENOUGH), DeadlineExceeded)
    assert stages_run(stages, 31) == []
    stages.release("recognize")

    assert [texts(page) for page in (before, exclusive)] == [["30"], ["31"]]
    assert stages_run(stages, 32) == []
    assert texts(submit(engine, 33)) == ["33"]


@pytest.mark.parametrize("stage", ["decode", "detect", "recognize"])
@pytest.mark.parametrize("within", [0.1, 3600.0])
def test_an_exclusive_picture_waits_for_running_batches_of_a_cancelled_or_late_page(
    engine: Engine, stages: FakeStages, stage: str, within: float
) -> None:
    """When the page ends, two of its three lines are being read. The third line waits in its lane."""
    stages.lines[30] = 3
    stages.block(stage)
    before = submit(engine, 30, within=within)
    while stages.next_started().stage != stage:
        pass
    if within > 1:
        assert before.cancel()

    assert isinstance(_submit_exclusive(engine, 31, within=0.5).exception(LONG_ENOUGH), DeadlineExceeded)
    assert stages_run(stages, 31) == []
    stages.release(stage)
    assert texts(_submit_exclusive(engine, 31)) == ["31"]


def test_a_cancelled_exclusive_picture_no_longer_blocks_others(engine: Engine, stages: FakeStages) -> None:
    stages.block("recognize")
    stages.unblocked_widths |= {32, 33}
    before = submit(engine, 30)
    stages.wait_submitted("lines submitted")
    exclusive = _submit_exclusive(engine, 31)
    while not submit(engine, 32, within=0.3).exception(LONG_ENOUGH):  # until 31 waits for the lock
        pass
    assert exclusive.cancel()

    assert texts(submit(engine, 33)) == ["33"]
    stages.release("recognize")
    assert texts(before) == ["30"]
    assert stages_run(stages, 31) == []
