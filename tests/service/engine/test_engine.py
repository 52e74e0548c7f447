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
from tests.service.engine.fakes import (
    LONG_ENOUGH,
    FakeStages,
    fake_engine,
    picture_file,
    stages_run,
    submit,
    texts,
)


def test_a_page_runs_through_the_stages_in_order(engine: Engine, stages: FakeStages) -> None:
    stages.lines[30] = 2

    assert texts(submit(engine, 30)) == ["30", "30"]
    assert stages_run(stages, 30) == ["decode", "detect", "recognize", "recognize"]


def test_a_page_whose_deadline_has_passed_runs_no_stage(engine: Engine, stages: FakeStages) -> None:
    with pytest.raises(DeadlineExceeded):
        submit(engine, 30, within=-1).result(LONG_ENOUGH)
    assert stages.ran == []


def test_a_page_whose_deadline_passes_while_it_waits_runs_no_stage(
    engine: Engine, stages: FakeStages
) -> None:
    stages.block("decode")
    running = [submit(engine, width) for width in (30, 31)]
    for _ in running:
        stages.next_started()

    assert isinstance(submit(engine, 32, within=0.2).exception(LONG_ENOUGH), DeadlineExceeded)
    stages.release("decode")
    assert [texts(page) for page in running] == [["30"], ["31"]]
    assert stages_run(stages, 32) == []


def test_a_cancelled_page_runs_no_stage(engine: Engine, stages: FakeStages) -> None:
    stages.block("decode")
    running = [submit(engine, width) for width in (30, 31)]
    for _ in running:
        stages.next_started()
    cancelled = [submit(engine, 32) for _ in range(20)]
    assert all(page.cancel() for page in cancelled)
    stages.release("decode")
    engine.close()

    assert [texts(page) for page in running] == [["30"], ["31"]]
    assert stages_run(stages, 32) == []
    with pytest.raises(CancelledError):
        cancelled[0].result(0)


@pytest.mark.parametrize("stage", ["decode", "detect", "recognize"])
def test_a_page_cancelled_in_any_stage_runs_no_further_stage(
    engine: Engine, stages: FakeStages, stage: str
) -> None:
    stages.block(stage)
    stages.lines[30] = 100
    page = submit(engine, 30)
    while stages.next_started().stage != stage:
        pass
    assert page.cancel()
    stages.release(stage)

    assert texts(submit(engine, 31)) == ["31"]
    engine.close()
    assert stages_run(stages, 30)[-1] == stage
    assert stages_run(stages, 30).count("recognize") <= 2


@pytest.mark.parametrize("stage", ["decode", "detect", "recognize"])
def test_a_failing_page_affects_no_other(engine: Engine, stages: FakeStages, stage: str) -> None:
    stages.failures[stage, 33] = ZeroDivisionError
    pages = {width: submit(engine, width) for width in range(30, 50)}

    assert isinstance(pages.pop(33).exception(LONG_ENOUGH), ZeroDivisionError)
    assert all(texts(page) == [str(width)] for width, page in pages.items())


def test_a_single_page_is_detected_on_all_cores_and_two_pages_on_one_core_each(
    engine: Engine, stages: FakeStages
) -> None:
    submit(engine, 30).result(LONG_ENOUGH)
    alone = {stages.next_started()[:2] for _ in range(3)}
    stages.block("decode")
    stages.block("detect")
    pages = [submit(engine, width) for width in (31, 32)]
    both = {stages.next_started()[:2] for _ in pages}
    for _ in pages:
        stages.release("decode", 1)
        both.add(stages.next_started()[:2])
    stages.release("detect")

    assert alone == {("decode", 2), ("detect", 1), ("recognize", 2)}
    assert both == {("decode", 2), ("detect", 2)}
    assert [texts(page) for page in pages] == [["31"], ["32"]]


def test_a_small_page_overtakes_a_huge_one(engine: Engine, stages: FakeStages) -> None:
    """300 lines of 50 ms are 15 s of work, so the delay of the huge page is 40 % of its deadline."""
    stages.block("recognize")
    stages.lines[30] = 300
    huge = submit(engine, 30)
    stages.wait_submitted("recognize")
    stages.release("recognize", 12)
    for _ in range(2 + 12 + 2):
        stages.next_started()
    stages.unblocked_widths.add(31)
    small = submit(engine, 31)
    for stage in ("decode", "detect", "recognize"):
        stages.wait_submitted(stage)
        stages.release("recognize", 1)

    assert texts(small) == ["31"]
    assert stages_run(stages, 30).count("recognize") <= 2 + 12 + 3
    stages.release("recognize")
    assert texts(huge) == ["30"] * 300


def test_close_finishes_accepted_pages_and_refuses_later_ones(stages: FakeStages) -> None:
    engine = fake_engine(stages)
    accepted = [submit(engine, width) for width in range(30, 60)]
    engine.close()

    assert [texts(page) for page in accepted] == [[str(width)] for width in range(30, 60)]
    with pytest.raises(EngineUnavailable):
        submit(engine, 30)


@pytest.fixture
def garbage_collector_off() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("garbage_collector_off")
@pytest.mark.parametrize("failure", [None, UnsupportedFormat, ZeroDivisionError])
def test_the_pixels_of_an_answered_page_are_freed_without_the_garbage_collector(
    engine: Engine, stages: FakeStages, failure: type[Exception] | None
) -> None:
    if failure:
        stages.failures["recognize", 30] = failure
    stages.lines[30] = 5
    for _ in range(3):
        assert isinstance(submit(engine, 30).exception(LONG_ENOUGH), failure or type(None))

    assert [freed.wait(LONG_ENOUGH) for freed in stages.freed] == [True] * 3


@pytest.mark.usefixtures("garbage_collector_off")
def test_the_pixels_of_a_cancelled_page_are_freed_without_the_garbage_collector(
    engine: Engine, stages: FakeStages
) -> None:
    for _ in range(3):
        stages.block("recognize")
        page = submit(engine, 30)
        stages.wait_submitted("lines submitted")
        page.cancel()
        stages.release("recognize")

    assert [freed.wait(LONG_ENOUGH) for freed in stages.freed] == [True] * 3


def test_a_thread_can_wait_for_a_deadline_that_never_passes(engine: Engine) -> None:
    assert engine.submit(ReadRequest(picture_file(30), ReadOptions(), NEVER)).result(LONG_ENOUGH).width == 30
    assert monotonic() < NEVER
