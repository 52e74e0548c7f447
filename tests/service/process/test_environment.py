from typing import Any

import pytest

from service.process.environment import needed_by_engine
from service.settings import Settings


class Asked:
    """The settings, and the names of those that were asked for."""

    def __init__(self) -> None:
        self._settings = Settings()
        self.names: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.names.add(name)
        return getattr(self._settings, name)


@pytest.mark.parametrize(
    "name",
    [
        "WANGTU_TOKENS", "wangtu_tokens", "WANGTU_ACCESS_KEYS", "WANGTU_USERS", "WANGTU_SIGNING_KEY",
        "WANGTU_CREDENTIALS", "WANGTU_THREADS_TOKEN", "AWS_SECRET_ACCESS_KEY", "DATABASE_URL", "PYTHON_TOKEN",
        "HTTPS_PROXY", "LDAP_PASSWORD", "path",
    ],
)  # fmt: skip
def test_an_engine_gets_no_variable_that_it_does_not_need(name: str) -> None:
    assert needed_by_engine({name: "hush"}) == {}


@pytest.mark.parametrize(
    "name", ["PATH", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "LC_ALL", "WANGTU_WEIGHTS", "wangtu_runtime"]
)
def test_an_engine_gets_what_it_needs(name: str) -> None:
    assert needed_by_engine({name: "value"}) == {name: "value"}


def test_an_engine_gets_every_setting_that_its_configuration_is_made_of() -> None:
    asked = Asked()
    Settings.engine(asked)  # type: ignore[arg-type]
    variables = {f"WANGTU_{name.upper()}": "value" for name in asked.names}

    assert needed_by_engine(variables) == variables
