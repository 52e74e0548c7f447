"""What several tests share."""

import os
from collections.abc import Iterator

import pytest

from benchmarks.process import CREDENTIALS, Service


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set on this machine must not change what a test sees."""
    for name in [name for name in os.environ if name.startswith("WANGTU_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """One service with real models, for all tests that only call it."""
    with Service(CREDENTIALS) as running:
        running.wait_until_ready()
        yield running
