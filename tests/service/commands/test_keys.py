import stat
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.api.auth.schemes import token_name
from service.cli import app, main
from service.credentials import Credentials, load_credentials, save_credentials
from service.passwords import hashed, matches

PASSWORD = "her:password "


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the credentials file lies for a test."""
    path = tmp_path / "credentials.json"
    monkeypatch.setenv("WANGTU_CREDENTIALS", str(path))
    return path


def _run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, ["keys", *arguments], input=typed)


def test_what_is_created_is_shown_once_and_kept(kept: Path) -> None:
    shown = _run("create").stdout
    credentials = load_credentials(kept)
    (secret,) = credentials.access_keys.values()

    assert credentials.tokens[0] in shown
    assert secret in shown
    assert secret not in _run("list").stdout
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_creating_again_adds(kept: Path) -> None:
    _run("create")
    _run("create")

    assert len(load_credentials(kept).tokens) == 2


def test_a_user_is_kept_with_a_hashed_password(kept: Path) -> None:
    result = _run("user", "corp/ann", typed=f"{PASSWORD}\n")

    assert result.exit_code == 0
    assert matches(PASSWORD, load_credentials(kept).users["corp/ann"])
    assert PASSWORD not in kept.read_text() + result.output
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_user_may_be_given_another_password(kept: Path) -> None:
    _run("user", "corp/ann", typed="first\n")
    _run("user", "corp/bob", typed="his\n")
    _run("user", "corp/ann", typed="second\r\n")
    users = load_credentials(kept).users

    assert matches("second", users["corp/ann"])
    assert not matches("first", users["corp/ann"])
    assert matches("his", users["corp/bob"])


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("ann", "x\n", "wangtu: a user is named domain/user\n"),
        ("/ann", "x\n", "wangtu: a user is named domain/user\n"),
        ("corp/", "x\n", "wangtu: a user is named domain/user\n"),
        ("corp/ann", "\n", "wangtu: a password cannot be empty\n"),
        ("corp/ann", "", "wangtu: a password cannot be empty\n"),
    ],
)
def test_a_user_of_another_form_is_wrong_use(kept: Path, name: str, typed: str, sentence: str) -> None:
    result = _run("user", name, typed=typed)

    assert (result.exit_code, result.stderr) == (2, sentence)
    assert not kept.exists()


def test_a_project_is_subscribed(kept: Path) -> None:
    _run("project", "p1", "north")
    _run("project", "p2", "south")
    _run("project", "p1", "east")

    assert load_credentials(kept).projects == {"p1": "east", "p2": "south"}


def test_two_projects_of_one_name_are_refused_in_one_sentence(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run("project", "p1", "north")
    monkeypatch.setattr(sys, "argv", ["wangtu", "keys", "project", "p2", "north"])
    with pytest.raises(SystemExit) as caught:
        main()

    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert load_credentials(kept).projects == {"p1": "north"}


def test_a_principal_is_bound_to_the_projects_that_were_said_last(kept: Path) -> None:
    _run("user", "corp/ann", typed=PASSWORD)
    _run("create")
    ((key, _),) = load_credentials(kept).access_keys.items()
    _run("bind", key, "p1")
    _run("bind", "corp/ann", "p1")
    _run("bind", key, "p2", "p3")

    assert load_credentials(kept).bindings == {key: ("p2", "p3"), "corp/ann": ("p1",)}


def test_nobody_is_bound_by_a_name_that_nobody_has(kept: Path) -> None:
    result = _run("bind", "corp/anm", "p1")

    assert result.exit_code == 1
    assert "nobody is called corp/anm" in result.stderr
    assert not load_credentials(kept).bindings


def test_a_listing_shows_everything_with_secrets_shortened(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANGTU_USERS", "corp/eve:hush-hush")
    monkeypatch.setenv("WANGTU_SIGNING_KEY", "hush" * 8)
    _run("create")
    _run("user", "corp/ann", typed=PASSWORD)
    _run("project", "p1", "north")
    _run("bind", "corp/ann", "p1", "p2")
    credentials = load_credentials(kept)
    shown = [line.split() for line in _run("list").stdout.splitlines()]

    assert ["environment", "user", "corp/eve"] in shown
    assert ["file", "user", "corp/ann"] in shown
    assert ["file", "project", "p1", "north"] in shown
    assert ["file", "binding", "corp/ann", "p1,", "p2"] in shown
    assert ["file", "token", token_name(credentials.tokens[0]), f"{credentials.tokens[0][:4]}…"] in shown
    for secret in (*credentials.tokens, *credentials.access_keys.values(), *credentials.users.values()):
        assert secret not in str(shown)
    assert "hush" not in str(shown)


HELD = Credentials(
    signing_key="s" * 32,
    tokens=("one", "two"),
    access_keys={"AK": "SK"},
    users={"corp/ann": hashed("p")},
    projects={"p1": "north"},
    bindings={"AK": ("p1",), "corp/ann": ("p1",)},
)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("one", {"tokens": ("two",)}),
        (token_name("two"), {"tokens": ("one",)}),
        ("AK", {"access_keys": {}, "bindings": {"corp/ann": ("p1",)}}),
        ("corp/ann", {"users": {}, "bindings": {"AK": ("p1",)}}),
        ("p1", {"projects": {}}),
    ],
)
def test_what_is_removed_is_gone_with_what_it_was_bound_to(
    kept: Path, name: str, changed: dict[str, object]
) -> None:
    save_credentials(kept, HELD)

    assert _run("remove", name).exit_code == 0
    assert load_credentials(kept) == HELD.model_copy(update=changed)


def test_removing_what_is_not_there_fails(kept: Path) -> None:
    save_credentials(kept, HELD)
    result = _run("remove", "nobody")

    assert (result.exit_code, result.stderr) == (1, "wangtu: the file has no such credential\n")
    assert load_credentials(kept) == HELD


def test_a_file_with_a_plain_password_is_refused_without_it(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.write_text('{"users": {"corp/ann": "hush"}}')
    monkeypatch.setattr(sys, "argv", ["wangtu", "keys", "list"])
    with pytest.raises(SystemExit) as caught:
        main()

    assert caught.value.code == 2
    assert capsys.readouterr().err == f"wangtu: {kept} is not a credentials file: look at users.corp/ann.\n"
