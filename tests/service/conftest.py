"""An engine on stages that read nothing, each only when it is let."""

from collections.abc import AsyncIterator, Iterator

import pytest

from service.engine.engine import Engine
from tests.service.engine.fakes import FakeStages, fake_engine


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """The loop that the service runs on."""
    return "asyncio"


@pytest.fixture(scope="module")
async def one_loop(anyio_backend: str) -> AsyncIterator[None]:
    """One for all tests of a file: gRPC's thread still calls back into that of a test that has ended."""
    yield  # noqa: PT022  # for as long as this is open, the loop is


@pytest.fixture
def stages() -> FakeStages:
    return FakeStages()


@pytest.fixture
def engine(stages: FakeStages) -> Iterator[Engine]:
    opened = fake_engine(stages)
    yield opened
    stages.release_all()
    opened.close()
