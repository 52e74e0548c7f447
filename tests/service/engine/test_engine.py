import gc
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from time import monotonic

import pytest

from models.page import Page
from service.batching.fairness import Fairness
from service.batching.policy import FAIRNESS
from service.engine.engine import PAGE_BYTES, Engine
from service.engine.entry import NEVER, Entry, ReadOptions
from service.errors import (
    DeadlineExceeded,
    EngineBusy,
    EngineUnavailable,
    ImageSizeInvalid,
    OcrError,
    UnsupportedFormat,
)
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, ask, file_of, open_fake


@pytest.fixture
def stages() -> FakeStages:
    return FakeStages()


@pytest.fixture
def engine(stages: FakeStages) -> Iterator[Engine]:
    opened = open_fake(stages)
    yield opened
    stages.let_all()
    opened.close()


def _text(future: Future[Page]) -> list[str]:
    return [line.text for line in future.result(LONG_ENOUGH).lines]


def _ran(stages: FakeStages, width: int) -> list[str]:
    return [ran.stage for ran in stages.ran if ran.width == width]


def test_a_page_goes_through_the_stages_one_by_one(engine: Engine, stages: FakeStages) -> None:
    stages.lines[30] = 2

    assert _text(ask(engine, 30)) == ["30", "30"]
    assert _ran(stages, 30) == ["decode", "detect", "recognize", "recognize"]


@pytest.mark.parametrize(
    ("data", "error"), [(b"no picture", UnsupportedFormat), (file_of(14), ImageSizeInvalid)]
)
def test_what_a_header_forbids_is_refused_and_costs_nothing(
    engine: Engine, stages: FakeStages, data: bytes, error: type[OcrError]
) -> None:
    with pytest.raises(error):
        engine.submit(Entry(data, ReadOptions(), NEVER)).result(LONG_ENOUGH)
    assert stages.ran == []


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
    assert [_text(page) for page in inside] == [["30"], ["31"]]
    assert _ran(stages, 32) == []


def test_a_page_that_nobody_waits_for_costs_nothing(engine: Engine, stages: FakeStages) -> None:
    stages.hold("decode")
    inside = [ask(engine, width) for width in (30, 31)]
    for _ in inside:
        stages.next_entered()
    given_up = [ask(engine, 32) for _ in range(20)]
    assert all(page.cancel() for page in given_up)
    stages.let("decode")
    engine.close()

    assert [_text(page) for page in inside] == [["30"], ["31"]]
    assert _ran(stages, 32) == []
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

    assert _text(ask(engine, 31)) == ["31"]
    engine.close()
    assert _ran(stages, 30)[-1] == stage
    assert _ran(stages, 30).count("recognize") <= 2


def test_too_much_is_refused_at_the_door_though_nothing_moves_inside(
    engine: Engine, stages: FakeStages
) -> None:
    """A page of a megapixel is predicted to be 10 s of work; half its time is 25 s."""
    stages.hold("decode")
    inside = [ask(engine, width, 1000, within=50) for width in (1000, 1001)]
    stages.next_entered()
    stages.next_entered()

    with pytest.raises(EngineBusy) as refusal:
        ask(engine, 1002, 1000, within=50).result(LONG_ENOUGH)
    assert refusal.value.retry_after == 6
    stages.let("decode")
    assert [_text(page) for page in inside] == [["1000"], ["1001"]]
    assert _text(ask(engine, 1002, 1000, within=50)) == ["1002"]
    assert _ran(stages, 1002) == ["decode", "detect", "recognize"]


def test_pages_are_refused_that_there_are_no_bytes_for(stages: FakeStages) -> None:
    engine = open_fake(stages, budget=3 * PAGE_BYTES)
    stages.hold("decode")
    inside = [ask(engine, width) for width in (30, 31)]
    stages.next_entered()
    stages.next_entered()

    with pytest.raises(EngineBusy):
        ask(engine, 32).result(LONG_ENOUGH)
    stages.let("decode")
    assert [_text(page) for page in inside] == [["30"], ["31"]]
    assert _text(ask(engine, 32)) == ["32"]
    engine.close()


def test_the_bytes_of_a_page_are_those_of_its_file_and_of_its_pixels(stages: FakeStages) -> None:
    """Two pages of a million pixels and a little more; a budget for one of them and for a small one."""
    engine = open_fake(stages, budget=2 * PAGE_BYTES + 3_100_000)
    stages.hold("decode")
    large = ask(engine, 1000, 1000)
    stages.next_entered()
    with pytest.raises(EngineBusy):
        ask(engine, 1001, 1000).result(LONG_ENOUGH)
    with pytest.raises(EngineBusy):
        engine.submit(Entry(file_of(30) + bytes(200_000), ReadOptions(), NEVER)).result(LONG_ENOUGH)
    small = ask(engine, 30)
    stages.let("decode")

    assert [_text(page) for page in (large, small)] == [["1000"], ["30"]]
    engine.close()


def test_the_first_estimate_is_given_up_when_the_lines_are_known(engine: Engine, stages: FakeStages) -> None:
    """What was predicted to be 10 s of work is one line; 0.5 s of them would go before who comes next."""
    stages.hold("decode")
    stages.hold("recognize")
    page = ask(engine, 1000, 1000)
    stages.next_entered()
    with pytest.raises(EngineBusy):
        ask(engine, 100, 100, within=1).result(LONG_ENOUGH)
    stages.let("decode")
    stages.wait_submitted("no more lines")
    later = ask(engine, 100, 100, within=1)
    stages.let("recognize")

    assert _text(page) == ["1000"]
    assert not isinstance(later.exception(LONG_ENOUGH), EngineBusy)


@pytest.mark.parametrize("stage", ["decode", "detect", "recognize"])
def test_a_page_that_fails_hurts_no_other(engine: Engine, stages: FakeStages, stage: str) -> None:
    stages.guilty[stage, 33] = ZeroDivisionError()
    pages = {width: ask(engine, width) for width in range(30, 50)}

    assert isinstance(pages.pop(33).exception(LONG_ENOUGH), ZeroDivisionError)
    assert all(_text(page) == [str(width)] for width, page in pages.items())


def test_a_page_alone_has_all_cores_and_pages_together_one_each(engine: Engine, stages: FakeStages) -> None:
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

    assert alone == {("decode", 2), ("detect", 1), ("recognize", 1)}
    assert both == {("decode", 2), ("detect", 2)}
    assert [_text(page) for page in pages] == [["31"], ["32"]]


def test_a_huge_page_lets_small_ones_pass_once_it_had_its_grace(engine: Engine, stages: FakeStages) -> None:
    """Of 300 lines of 50 ms the first ten are within the grace of half a second."""
    assert Fairness(grace=500, stretch=4) == FAIRNESS
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

    assert _text(small) == ["31"]
    assert _ran(stages, 30).count("recognize") <= 2 + 12 + 3
    stages.let("recognize")
    assert _text(huge) == ["30"] * 300


def test_closing_finishes_what_was_accepted_and_refuses_the_rest(stages: FakeStages) -> None:
    engine = open_fake(stages)
    accepted = [ask(engine, width) for width in range(30, 60)]
    engine.close()

    assert [_text(page) for page in accepted] == [[str(width)] for width in range(30, 60)]
    with pytest.raises(EngineUnavailable):
        ask(engine, 30)


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("end", ["read", "refused", "cancelled"])
def test_the_pixels_of_a_page_go_with_its_answer_and_wait_for_no_collector(
    engine: Engine, stages: FakeStages, end: str
) -> None:
    if end == "refused":
        stages.guilty["recognize", 30] = UnsupportedFormat("by a fake")
    if end == "cancelled":
        stages.hold("recognize")
    pages = [ask(engine, 30) for _ in range(3)]
    for page in pages:
        if end == "cancelled":
            while stages.next_entered().stage != "recognize":
                pass
            page.cancel()
            stages.let("recognize")
        else:
            page.exception(LONG_ENOUGH)
    del pages, page
    stages.guilty.clear()

    assert [gone.wait(LONG_ENOUGH) for gone in stages.gone] == [True] * 3


def test_a_deadline_that_never_passes_can_be_waited_for(engine: Engine) -> None:
    assert engine.submit(Entry(file_of(30), ReadOptions(), NEVER)).result(LONG_ENOUGH).width == 30
    assert monotonic() < NEVER
