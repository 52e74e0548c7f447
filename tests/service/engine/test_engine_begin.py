"""What an engine says of a picture before native code touches it, and the picture that is read alone."""

from concurrent.futures import Future
from threading import current_thread
from time import monotonic

import pytest

from models.page import Page
from service.engine.engine import Engine
from service.errors import CallerGone, DeadlineExceeded, UnsupportedFormat
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, ask, file_of, stages_of, texts_of


def _alone(engine: Engine, width: int, within: float = 3600.0) -> Future[Page]:
    return engine.submit(ReadRequest(file_of(width), ReadOptions(), monotonic() + within), alone=True)


def test_a_picture_is_begun_by_a_worker_when_it_is_decoded_and_not_while_it_waits(
    engine: Engine, stages: FakeStages
) -> None:
    """There are two workers, so the third picture waits in the lane."""
    stages.hold("decode")
    begun: list[str] = []

    def begin() -> None:
        begun.append(current_thread().name.partition("-")[0])

    pages = [
        engine.submit(ReadRequest(file_of(width), ReadOptions(), NEVER), begin=begin)
        for width in (30, 31, 32)
    ]
    for _ in pages:
        stages.wait_submitted("decode")
    assert begun == []
    pages[2].cancel()
    stages.let("decode")

    assert [texts_of(page) for page in pages[:2]] == [["30"], ["31"]]
    assert begun == ["worker"] * 2


def test_a_picture_that_is_refused_at_the_door_is_not_begun(engine: Engine) -> None:
    page = engine.submit(ReadRequest(b"no picture", ReadOptions(), NEVER), begin=pytest.fail)

    assert isinstance(page.exception(LONG_ENOUGH), UnsupportedFormat)


def test_a_picture_of_which_nobody_can_be_told_is_not_decoded(engine: Engine, stages: FakeStages) -> None:
    def begin() -> None:
        raise CallerGone

    page = engine.submit(ReadRequest(file_of(30), ReadOptions(), NEVER), begin=begin)

    assert isinstance(page.exception(LONG_ENOUGH), CallerGone)
    assert stages.gone == []


def test_a_picture_that_is_read_alone_waits_for_the_others_and_they_for_it(
    engine: Engine, stages: FakeStages
) -> None:
    stages.hold("recognize")
    before = ask(engine, 30)
    stages.wait_submitted("no more lines")
    alone = _alone(engine, 31)
    later = ask(engine, 32, within=0.2)
    assert isinstance(later.exception(LONG_ENOUGH), DeadlineExceeded)
    assert stages_of(stages, 31) == []
    stages.let("recognize")

    assert [texts_of(page) for page in (before, alone)] == [["30"], ["31"]]
    assert stages_of(stages, 32) == []
    assert texts_of(ask(engine, 33)) == ["33"]


@pytest.mark.parametrize("stage", ["decode", "detect", "recognize"])
@pytest.mark.parametrize("within", [0.1, 3600.0])
def test_a_picture_is_not_alone_while_native_code_has_one_in_hand_that_was_given_up_or_is_late(
    engine: Engine, stages: FakeStages, stage: str, within: float
) -> None:
    """Of three lines two are read when the page is given up, and the third is what it waits for."""
    stages.lines[30] = 3
    stages.hold(stage)
    before = ask(engine, 30, within=within)
    while stages.next_entered().stage != stage:
        pass
    if within > 1:
        assert before.cancel()

    assert isinstance(_alone(engine, 31, within=0.5).exception(LONG_ENOUGH), DeadlineExceeded)
    assert stages_of(stages, 31) == []
    stages.let(stage)
    assert texts_of(_alone(engine, 31)) == ["31"]


def test_a_picture_that_waits_to_be_alone_and_is_given_up_holds_nobody_up(
    engine: Engine, stages: FakeStages
) -> None:
    stages.hold("recognize")
    stages.free |= {32, 33}
    before = ask(engine, 30)
    stages.wait_submitted("no more lines")
    alone = _alone(engine, 31)
    while not ask(engine, 32, within=0.3).exception(LONG_ENOUGH):  # until it came as far as to wait
        pass
    assert alone.cancel()

    assert texts_of(ask(engine, 33)) == ["33"]
    stages.let("recognize")
    assert texts_of(before) == ["30"]
    assert stages_of(stages, 31) == []
