"""Drafts: a small recognizer reads every line first, and the recognizer reads again what is not trusted."""

from collections.abc import Iterator

import pytest

from service.engine.engine import Engine
from tests.service.engine.fakes import FakeStages, fake_engine, stages_run, submit, texts

WIDTH = 30


@pytest.fixture
def stages() -> FakeStages:
    stages = FakeStages()
    stages.has_drafter = True
    stages.lines[WIDTH] = 4
    return stages


@pytest.fixture
def engine(stages: FakeStages) -> Iterator[Engine]:
    engine = fake_engine(stages)
    yield engine
    engine.close()


def test_lines_whose_draft_is_trusted_are_not_recognized(engine: Engine, stages: FakeStages) -> None:
    assert texts(submit(engine, WIDTH)) == ["draft"] * 4
    assert stages_run(stages, WIDTH).count("draft") == 4
    assert "recognize" not in stages_run(stages, WIDTH)


def test_lines_whose_draft_is_not_trusted_are_recognized_in_their_place(
    engine: Engine, stages: FakeStages
) -> None:
    stages.untrusted = {1, 2}

    assert texts(submit(engine, WIDTH)) == ["draft", "30", "30", "draft"]
    assert stages_run(stages, WIDTH).count("recognize") == 2


def test_without_a_drafter_every_line_is_recognized(engine: Engine, stages: FakeStages) -> None:
    stages.has_drafter = False

    assert texts(submit(engine, WIDTH)) == ["30"] * 4
    assert "draft" not in stages_run(stages, WIDTH)


def test_a_failed_draft_fails_its_page(engine: Engine, stages: FakeStages) -> None:
    stages.failures["draft", WIDTH] = MemoryError
    with pytest.raises(MemoryError):
        submit(engine, WIDTH).result(10)
