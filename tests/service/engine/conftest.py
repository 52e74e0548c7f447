"""An engine on stages that read nothing, each only when it is let."""

from collections.abc import Iterator

import pytest

from service.engine.engine import Engine
from tests.service.engine.fakes import FakeStages, open_fake


@pytest.fixture
def stages() -> FakeStages:
    return FakeStages()


@pytest.fixture
def engine(stages: FakeStages) -> Iterator[Engine]:
    opened = open_fake(stages)
    yield opened
    stages.let_all()
    opened.close()
