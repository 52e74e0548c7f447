import pytest

from service.process.environment import needed_by_engine


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
