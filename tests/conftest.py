"""Fixtures that all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.harness.service import CREDENTIALS, Service

if TYPE_CHECKING:
    from service.engine.engine import Engine


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide the machine's own settings and its tuning file from the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("WANGTU_")]:
            patch.delenv(name)
        patch.setenv("WANGTU_TUNED", str(tmp_path_factory.mktemp("tuned") / "none.json"))
        yield


MARKED_FOLDERS = ("live", "contracts", "accuracy")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of these folders with the folder's name, for `pytest -m`."""
    tests = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(tests).parts[0]
        if folder in MARKED_FOLDERS:
            item.add_marker(folder)


@pytest.fixture
def anyio_backend() -> str:
    """The event loop that the service uses."""
    return "asyncio"


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """One service with real models, shared by all tests that only send requests."""
    with Service(CREDENTIALS) as running:
        running.wait_until_ready()
        yield running


@pytest.fixture(scope="session")
def real_engine() -> "Iterator[Engine]":
    """One engine with real models in this process, shared by all tests that need one."""
    from service.engine.opening import open_engine  # noqa: PLC0415  # slow to import
    from service.settings import Settings  # noqa: PLC0415

    opened = open_engine(Settings().engine())
    yield opened
    opened.close()
