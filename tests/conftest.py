"""What several tests share."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set on this machine must not change what a test sees."""
    for name in [name for name in os.environ if name.startswith("WANGTU_")]:
        monkeypatch.delenv(name)
