"""Admission of pictures by their headers, by the backlog and by the memory limit."""

import pytest

from service.engine.engine import PAGE_BYTES, Engine
from service.errors import EngineBusy, ImageSizeInvalid, OcrError, UnsupportedFormat
from service.imaging.memory import PLAIN
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


@pytest.mark.parametrize(
    ("data", "error"), [(b"no picture", UnsupportedFormat), (picture_file(14), ImageSizeInvalid)]
)
def test_a_picture_is_refused_by_its_header_before_any_stage_runs(
    engine: Engine, stages: FakeStages, data: bytes, error: type[OcrError]
) -> None:
    with pytest.raises(error):
        engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result(LONG_ENOUGH)
    assert stages.ran == []


def test_a_page_is_refused_at_once_when_the_backlog_is_too_long_for_its_deadline(
    engine: Engine, stages: FakeStages
) -> None:
    """The predicted work of each page is 10 s. Three pages exceed 40 % of the deadline, which are 25 s."""
    stages.block("decode")
    running = [submit(engine, width, 1000, within=62.5) for width in (1000, 1001)]
    stages.next_started()
    stages.next_started()

    with pytest.raises(EngineBusy) as refusal:
        submit(engine, 1002, 1000, within=62.5).result(LONG_ENOUGH)
    assert refusal.value.retry_after == 19  # until a queue of 1.5 s is left
    stages.release("decode")
    assert [texts(page) for page in running] == [["1000"], ["1001"]]
    assert texts(submit(engine, 1002, 1000, within=62.5)) == ["1002"]
    assert stages_run(stages, 1002) == ["decode", "detect", "recognize"]


def test_a_page_is_refused_when_the_memory_limit_is_reached(stages: FakeStages) -> None:
    engine = fake_engine(stages, memory=3 * PAGE_BYTES)
    stages.block("decode")
    running = [submit(engine, width) for width in (30, 31)]
    stages.next_started()
    stages.next_started()

    with pytest.raises(EngineBusy):
        submit(engine, 32).result(LONG_ENOUGH)
    stages.release("decode")
    assert [texts(page) for page in running] == [["30"], ["31"]]
    assert texts(submit(engine, 32)) == ["32"]
    engine.close()


@pytest.mark.parametrize("missing", [0, 1])
def test_a_page_counts_twice_its_file_and_the_peak_of_its_decoder(stages: FakeStages, missing: int) -> None:
    """Two pages of a million pixels. If one byte is missing in the limit, the second page is refused."""
    files = picture_file(1000, 1000), picture_file(1000, 1000) + bytes(200_000)
    both = sum(PAGE_BYTES + 2 * len(file) + PLAIN.peak(1_000_000) for file in files)
    engine = fake_engine(stages, memory=both - missing)
    stages.block("decode")
    first = engine.submit(ReadRequest(files[0], ReadOptions(), NEVER))
    stages.next_started()
    second = engine.submit(ReadRequest(files[1], ReadOptions(), NEVER))
    if missing:
        assert isinstance(second.exception(LONG_ENOUGH), EngineBusy)
    stages.release("decode")

    assert texts(first) == ["1000"]
    assert missing or texts(second) == ["1000"]
    engine.close()


def test_memory_that_only_decoding_needs_is_free_once_the_page_is_decoded(stages: FakeStages) -> None:
    files = picture_file(1000, 1000), picture_file(1001, 1000)
    decoding = PAGE_BYTES + 2 * len(files[1]) + PLAIN.peak(1_001_000)
    engine = fake_engine(stages, memory=PAGE_BYTES + 2 * len(files[0]) + 3_000_000 + decoding)
    stages.block("decode")
    stages.block("detect")
    first = engine.submit(ReadRequest(files[0], ReadOptions(), NEVER))
    refused = engine.submit(ReadRequest(files[1], ReadOptions(), NEVER))
    assert isinstance(refused.exception(LONG_ENOUGH), EngineBusy)
    stages.release("decode")
    stages.wait_submitted("detect")
    second = engine.submit(ReadRequest(files[1], ReadOptions(), NEVER))
    stages.release("detect")

    assert [texts(first), texts(second)] == [["1000"], ["1001"]]
    engine.close()


def test_a_prediction_is_corrected_when_the_lines_are_known(engine: Engine, stages: FakeStages) -> None:
    """The first page is predicted as 10 s, but has one line. Two pages of 10 s exceed the 12.5 s allowed."""
    stages.block("decode")
    stages.block("recognize")
    page = submit(engine, 1000, 1000, within=31.25)
    stages.next_started()
    with pytest.raises(EngineBusy):
        submit(engine, 1001, 1000, within=31.25).result(LONG_ENOUGH)
    stages.release("decode")
    stages.wait_submitted("lines submitted")
    later = submit(engine, 1001, 1000, within=31.25)
    stages.release("recognize")

    assert texts(page) == ["1000"]
    assert not isinstance(later.exception(LONG_ENOUGH), EngineBusy)
