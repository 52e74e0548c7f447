"""Fixtures: an engine on fake stages that a test can block, and the event loop of asynchronous tests."""

from collections.abc import AsyncIterator, Iterator

import pytest

from service.engine.engine import Engine
from tests.service.engine.fakes import FakeStages, fake_engine


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the service does."""
    return "asyncio"


@pytest.fixture(scope="module")
async def one_loop(anyio_backend: str) -> AsyncIterator[None]:
    """Keep one event loop for all tests of a file, because gRPC's thread uses it after a test has ended."""
    yield  # noqa: PT022  # the loop stays open until this fixture ends


@pytest.fixture
def stages() -> FakeStages:
    return FakeStages()


@pytest.fixture
def engine(stages: FakeStages) -> Iterator[Engine]:
    opened = fake_engine(stages)
    yield opened
    stages.release_all()
    opened.close()
