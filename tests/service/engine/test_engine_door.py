"""Who is let in: by what a header says, by the work that waits, and by the bytes."""

import pytest

from service.engine.engine import PAGE_BYTES, Engine
from service.errors import EngineBusy, ImageSizeInvalid, OcrError, UnsupportedFormat
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, ask, file_of, open_fake, stages_of, texts_of


@pytest.mark.parametrize(
    ("data", "error"), [(b"no picture", UnsupportedFormat), (file_of(14), ImageSizeInvalid)]
)
def test_what_a_header_forbids_is_refused_and_costs_nothing(
    engine: Engine, stages: FakeStages, data: bytes, error: type[OcrError]
) -> None:
    with pytest.raises(error):
        engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result(LONG_ENOUGH)
    assert stages.ran == []


def test_too_much_is_refused_at_the_door_though_nothing_moves_inside(
    engine: Engine, stages: FakeStages
) -> None:
    """A page of a megapixel is predicted to be 10 s of work; two fifths of its time are 25 s."""
    stages.hold("decode")
    inside = [ask(engine, width, 1000, within=62.5) for width in (1000, 1001)]
    stages.next_entered()
    stages.next_entered()

    with pytest.raises(EngineBusy) as refusal:
        ask(engine, 1002, 1000, within=62.5).result(LONG_ENOUGH)
    assert refusal.value.retry_after == 6
    stages.let("decode")
    assert [texts_of(page) for page in inside] == [["1000"], ["1001"]]
    assert texts_of(ask(engine, 1002, 1000, within=62.5)) == ["1002"]
    assert stages_of(stages, 1002) == ["decode", "detect", "recognize"]


def test_pages_are_refused_that_there_are_no_bytes_for(stages: FakeStages) -> None:
    engine = open_fake(stages, budget=3 * PAGE_BYTES)
    stages.hold("decode")
    inside = [ask(engine, width) for width in (30, 31)]
    stages.next_entered()
    stages.next_entered()

    with pytest.raises(EngineBusy):
        ask(engine, 32).result(LONG_ENOUGH)
    stages.let("decode")
    assert [texts_of(page) for page in inside] == [["30"], ["31"]]
    assert texts_of(ask(engine, 32)) == ["32"]
    engine.close()


@pytest.mark.parametrize("missing", [0, 1])
def test_the_bytes_of_a_page_are_those_of_its_file_twice_and_of_its_pixels(
    stages: FakeStages, missing: int
) -> None:
    """Of two pages of a million pixels, one has a file that is larger; a byte too few is too few."""
    files = file_of(1000, 1000), file_of(1000, 1000) + bytes(200_000)
    both = sum(PAGE_BYTES + 2 * len(file) + 3_000_000 for file in files)
    engine = open_fake(stages, budget=both - missing)
    stages.hold("decode")
    first = engine.submit(ReadRequest(files[0], ReadOptions(), NEVER))
    stages.next_entered()
    second = engine.submit(ReadRequest(files[1], ReadOptions(), NEVER))
    if missing:
        assert isinstance(second.exception(LONG_ENOUGH), EngineBusy)
    stages.let("decode")

    assert texts_of(first) == ["1000"]
    assert missing or texts_of(second) == ["1000"]
    engine.close()


def test_the_first_estimate_is_given_up_when_the_lines_are_known(engine: Engine, stages: FakeStages) -> None:
    """What was predicted to be 10 s of work is one line; 12.5 s are not enough for two such pages."""
    stages.hold("decode")
    stages.hold("recognize")
    page = ask(engine, 1000, 1000, within=31.25)
    stages.next_entered()
    with pytest.raises(EngineBusy):
        ask(engine, 1001, 1000, within=31.25).result(LONG_ENOUGH)
    stages.let("decode")
    stages.wait_submitted("no more lines")
    later = ask(engine, 1001, 1000, within=31.25)
    stages.let("recognize")

    assert texts_of(page) == ["1000"]
    assert not isinstance(later.exception(LONG_ENOUGH), EngineBusy)
