"""What several tests share."""

import os
from collections.abc import Iterator

import pytest

from benchmarks.process import CREDENTIALS, Service


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> Iterator[None]:
    """What is set on this machine must not change what a test sees."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("WANGTU_")]:
            patch.delenv(name)
        patch.setenv("WANGTU_TUNED", os.devnull + "/none")  # nor what `wangtu tune` has measured here
        yield


@pytest.fixture
def anyio_backend() -> str:
    """The loop that the service runs on."""
    return "asyncio"


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """One service with real models, for all tests that only call it."""
    with Service(CREDENTIALS) as running:
        running.wait_until_ready()
        yield running
