from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from service.credentials import load_credentials


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the credentials file lies for a test."""
    path = tmp_path / "credentials.json"
    monkeypatch.setenv("WANGTU_CREDENTIALS", str(path))
    return path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["keys", *arguments])


def test_what_is_created_is_shown_once_and_kept(kept: Path) -> None:
    shown = _run("create").stdout
    credentials = load_credentials(kept)
    (secret,) = credentials.access_keys.values()

    assert credentials.tokens[0] in shown
    assert secret in shown


def test_creating_again_adds(kept: Path) -> None:
    _run("create")
    _run("create")

    assert len(load_credentials(kept).tokens) == 2


def test_a_listing_shortens_secrets(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGTU_USERS", "corp/ann:password")
    _run("create")
    shown = _run("list").stdout
    credentials = load_credentials(kept)

    assert "corp/ann" in shown
    assert next(iter(credentials.access_keys)) in shown
    for secret in (*credentials.tokens, *credentials.access_keys.values(), "password"):
        assert secret not in shown


def test_a_removed_credential_is_gone(kept: Path) -> None:
    _run("create")
    made = load_credentials(kept)

    assert _run("remove", made.tokens[0]).exit_code == 0
    assert _run("remove", next(iter(made.access_keys))).exit_code == 0
    assert not load_credentials(kept)


def test_removing_what_is_not_there_fails(kept: Path) -> None:
    assert _run("remove", "nobody").exit_code == 1
