import gc
from collections.abc import Iterator
from concurrent.futures import CancelledError
from time import monotonic

import pytest

from service.engine.engine import Engine
from service.errors import (
    DeadlineExceeded,
    EngineUnavailable,
    UnsupportedFormat,
)
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, ask, file_of, open_fake, stages_of, texts_of


def test_a_page_goes_through_the_stages_one_by_one(engine: Engine, stages: FakeStages) -> None:
    stages.lines[30] = 2

    assert texts_of(ask(engine, 30)) == ["30", "30"]
    assert stages_of(stages, 30) == ["decode", "detect", "recognize", "recognize"]


def test_an_entry_whose_time_is_over_costs_nothing(engine: Engine, stages: FakeStages) -> None:
    with pytest.raises(DeadlineExceeded):
        ask(engine, 30, within=-1).result(LONG_ENOUGH)
    assert stages.ran == []


def test_a_page_whose_time_ends_while_it_waits_is_given_up_and_costs_nothing(
    engine: Engine, stages: FakeStages
) -> None:
    stages.hold("decode")
    inside = [ask(engine, width) for width in (30, 31)]
    for _ in inside:
        stages.next_entered()

    assert isinstance(ask(engine, 32, within=0.2).exception(LONG_ENOUGH), DeadlineExceeded)
    stages.let("decode")
    assert [texts_of(page) for page in inside] == [["30"], ["31"]]
    assert stages_of(stages, 32) == []


def test_a_page_that_nobody_waits_for_costs_nothing(engine: Engine, stages: FakeStages) -> None:
    stages.hold("decode")
    inside = [ask(engine, width) for width in (30, 31)]
    for _ in inside:
        stages.next_entered()
    given_up = [ask(engine, 32) for _ in range(20)]
    assert all(page.cancel() for page in given_up)
    stages.let("decode")
    engine.close()

    assert [texts_of(page) for page in inside] == [["30"], ["31"]]
    assert stages_of(stages, 32) == []
    with pytest.raises(CancelledError):
        given_up[0].result(0)


@pytest.mark.parametrize("stage", ["decode", "detect", "recognize"])
def test_a_page_can_be_given_up_in_every_stage_and_no_further_one_runs(
    engine: Engine, stages: FakeStages, stage: str
) -> None:
    stages.hold(stage)
    stages.lines[30] = 100
    page = ask(engine, 30)
    while stages.next_entered().stage != stage:
        pass
    assert page.cancel()
    stages.let(stage)

    assert texts_of(ask(engine, 31)) == ["31"]
    engine.close()
    assert stages_of(stages, 30)[-1] == stage
    assert stages_of(stages, 30).count("recognize") <= 2


@pytest.mark.parametrize("stage", ["decode", "detect", "recognize"])
def test_a_page_that_fails_hurts_no_other(engine: Engine, stages: FakeStages, stage: str) -> None:
    stages.guilty[stage, 33] = ZeroDivisionError
    pages = {width: ask(engine, width) for width in range(30, 50)}

    assert isinstance(pages.pop(33).exception(LONG_ENOUGH), ZeroDivisionError)
    assert all(texts_of(page) == [str(width)] for width, page in pages.items())


def test_a_page_alone_is_detected_on_all_cores_and_pages_together_on_one_each(
    engine: Engine, stages: FakeStages
) -> None:
    ask(engine, 30).result(LONG_ENOUGH)
    alone = {stages.next_entered()[:2] for _ in range(3)}
    stages.hold("decode")
    stages.hold("detect")
    pages = [ask(engine, width) for width in (31, 32)]
    both = {stages.next_entered()[:2] for _ in pages}
    for _ in pages:
        stages.let("decode", 1)
        both.add(stages.next_entered()[:2])
    stages.let("detect")

    assert alone == {("decode", 2), ("detect", 1), ("recognize", 2)}
    assert both == {("decode", 2), ("detect", 2)}
    assert [texts_of(page) for page in pages] == [["31"], ["32"]]


def test_a_huge_page_lets_small_ones_pass(engine: Engine, stages: FakeStages) -> None:
    """300 lines of 50 ms are 15 s of work: its turn is later by two fifths of its time."""
    stages.hold("recognize")
    stages.lines[30] = 300
    huge = ask(engine, 30)
    stages.wait_submitted("recognize")
    stages.let("recognize", 12)
    for _ in range(2 + 12 + 2):
        stages.next_entered()
    stages.free.add(31)
    small = ask(engine, 31)
    for stage in ("decode", "detect", "recognize"):
        stages.wait_submitted(stage)
        stages.let("recognize", 1)

    assert texts_of(small) == ["31"]
    assert stages_of(stages, 30).count("recognize") <= 2 + 12 + 3
    stages.let("recognize")
    assert texts_of(huge) == ["30"] * 300


def test_closing_finishes_what_was_accepted_and_refuses_the_rest(stages: FakeStages) -> None:
    engine = open_fake(stages)
    accepted = [ask(engine, width) for width in range(30, 60)]
    engine.close()

    assert [texts_of(page) for page in accepted] == [[str(width)] for width in range(30, 60)]
    with pytest.raises(EngineUnavailable):
        ask(engine, 30)


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("failure", [None, UnsupportedFormat, ZeroDivisionError])
def test_the_pixels_of_a_page_go_with_its_answer_and_wait_for_no_collector(
    engine: Engine, stages: FakeStages, failure: type[Exception] | None
) -> None:
    if failure:
        stages.guilty["recognize", 30] = failure
    stages.lines[30] = 5
    for _ in range(3):
        assert isinstance(ask(engine, 30).exception(LONG_ENOUGH), failure or type(None))

    assert [gone.wait(LONG_ENOUGH) for gone in stages.gone] == [True] * 3


@pytest.mark.usefixtures("no_collector")
def test_the_pixels_of_a_page_that_was_given_up_wait_for_no_collector(
    engine: Engine, stages: FakeStages
) -> None:
    for _ in range(3):
        stages.hold("recognize")
        page = ask(engine, 30)
        stages.wait_submitted("no more lines")
        page.cancel()
        stages.let("recognize")

    assert [gone.wait(LONG_ENOUGH) for gone in stages.gone] == [True] * 3


def test_a_deadline_that_never_passes_can_be_waited_for(engine: Engine) -> None:
    assert engine.submit(ReadRequest(file_of(30), ReadOptions(), NEVER)).result(LONG_ENOUGH).width == 30
    assert monotonic() < NEVER
