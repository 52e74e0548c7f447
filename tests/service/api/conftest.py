from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    """The log lines that the service writes during the test."""
    with capture_logs() as lines:
        yield lines
