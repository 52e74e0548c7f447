"""The callback before decoding, and pictures that are read exclusively."""

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


def test_the_callback_runs_on_a_worker_when_a_picture_is_decoded_and_not_while_it_waits(
    engine: Engine, stages: FakeStages
) -> None:
    """There are two workers, so the third picture waits in the lane."""
    stages.block("decode")
    called_on: list[str] = []

    def callback() -> None:
        called_on.append(current_thread().name.partition("-")[0])

    def start(width: int) -> Future[Page]:
        request = ReadRequest(picture_file(width), ReadOptions(), NEVER)
        page = engine.submit(request, before_decoding=callback)
        stages.wait_submitted("decode")
        return page

    pages = [start(width) for width in (30, 31, 32)]
    assert called_on == []
    pages[2].cancel()
    stages.release("decode")

    assert [texts(page) for page in pages[:2]] == [["30"], ["31"]]
    assert called_on == ["worker"] * 2


def test_the_callback_does_not_run_for_a_picture_that_is_refused(engine: Engine) -> None:
    page = engine.submit(ReadRequest(b"no picture", ReadOptions(), NEVER), before_decoding=pytest.fail)

    assert isinstance(page.exception(LONG_ENOUGH), UnsupportedFormat)


def test_a_picture_whose_callback_fails_is_not_decoded(engine: Engine, stages: FakeStages) -> None:
    def callback() -> None:
        raise CallerGone

    page = engine.submit(ReadRequest(picture_file(30), ReadOptions(), NEVER), before_decoding=callback)

    assert isinstance(page.exception(LONG_ENOUGH), CallerGone)
    assert stages.freed == []


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
