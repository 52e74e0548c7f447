import stat
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.api.auth.credential_store import token_name
from service.cli import app, main
from service.credentials import Credentials, change_credentials, load_credentials
from service.passwords import hash_password, verify_password

PASSWORD = "her:password "


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the credentials file."""
    path = tmp_path / "credentials.json"
    monkeypatch.setenv("WANGTU_CREDENTIALS", str(path))
    return path


def _run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, ["keys", *arguments], input=typed)


def test_created_credentials_are_shown_once_and_saved(path: Path) -> None:
    shown = _run("create").stdout
    credentials = load_credentials(path)
    (secret,) = credentials.access_keys.values()

    assert credentials.tokens[0] in shown
    assert secret in shown
    assert secret not in _run("list").stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_creating_twice_adds_two_tokens(path: Path) -> None:
    _run("create")
    _run("create")

    assert len(load_credentials(path).tokens) == 2


def test_the_password_of_a_user_is_saved_as_a_hash(path: Path) -> None:
    result = _run("user", "corp/ann", typed=f"{PASSWORD}\n")

    assert result.exit_code == 0
    assert verify_password(PASSWORD, load_credentials(path).users["corp/ann"])
    assert PASSWORD not in path.read_text() + result.output
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_password_of_a_user_can_be_changed(path: Path) -> None:
    _run("user", "corp/ann", typed="first\n")
    _run("user", "corp/bob", typed="his\n")
    _run("user", "corp/ann", typed="second\r\n")
    users = load_credentials(path).users

    assert verify_password("second", users["corp/ann"])
    assert not verify_password("first", users["corp/ann"])
    assert verify_password("his", users["corp/bob"])


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("ann", "x\n", "wangtu: a user name must read domain/user\n"),
        ("/ann", "x\n", "wangtu: a user name must read domain/user\n"),
        ("corp/", "x\n", "wangtu: a user name must read domain/user\n"),
        ("corp/ann", "\n", "wangtu: a password cannot be empty\n"),
        ("corp/ann", "", "wangtu: a password cannot be empty\n"),
    ],
)
def test_an_invalid_user_name_or_password_is_wrong_use(
    path: Path, name: str, typed: str, sentence: str
) -> None:
    result = _run("user", name, typed=typed)

    assert (result.exit_code, result.stderr) == (2, sentence)
    assert not path.exists()


def test_a_project_is_subscribed(path: Path) -> None:
    _run("project", "p1", "north")
    _run("project", "p2", "south")
    _run("project", "p1", "east")

    assert load_credentials(path).projects == {"p1": "east", "p2": "south"}


def test_two_projects_of_one_name_are_refused_in_one_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run("project", "p1", "north")
    monkeypatch.setattr(sys, "argv", ["wangtu", "keys", "project", "p2", "north"])
    with pytest.raises(SystemExit) as caught:
        main()

    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert load_credentials(path).projects == {"p1": "north"}


def test_a_new_binding_replaces_the_old_one(path: Path) -> None:
    _run("user", "corp/ann", typed=PASSWORD)
    _run("create")
    ((key, _),) = load_credentials(path).access_keys.items()
    _run("bind", key, "p1")
    _run("bind", "corp/ann", "p1")
    _run("bind", key, "p2", "p3")

    assert load_credentials(path).bindings == {key: ("p2", "p3"), "corp/ann": ("p1",)}


def test_an_unknown_principal_cannot_be_bound(path: Path) -> None:
    result = _run("bind", "corp/anm", "p1")

    assert result.exit_code == 1
    assert "there is no principal corp/anm" in result.stderr
    assert not load_credentials(path).bindings


def test_the_list_has_every_entry_with_shortened_secrets(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGTU_USERS", "corp/eve:hush-hush")
    monkeypatch.setenv("WANGTU_SIGNING_KEY", "hush" * 8)
    _run("create")
    _run("user", "corp/ann", typed=PASSWORD)
    _run("project", "p1", "north")
    _run("bind", "corp/ann", "p1", "p2")
    credentials = load_credentials(path)
    shown = [line.split() for line in _run("list").stdout.splitlines()]

    assert ["environment", "user", "corp/eve"] in shown
    assert ["file", "user", "corp/ann"] in shown
    assert ["file", "project", "p1", "north"] in shown
    assert ["file", "binding", "corp/ann", "p1,", "p2"] in shown
    assert ["file", "token", token_name(credentials.tokens[0]), f"{credentials.tokens[0][:4]}…"] in shown
    for secret in (*credentials.tokens, *credentials.access_keys.values(), *credentials.users.values()):
        assert secret not in str(shown)
    assert "hush" not in str(shown)


SAVED = Credentials(
    signing_key="s" * 32,
    tokens=("one", "two"),
    access_keys={"AK": "SK"},
    users={"corp/ann": hash_password("p")},
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
def test_an_entry_is_removed_with_its_bindings(path: Path, name: str, changed: dict[str, object]) -> None:
    change_credentials(path, lambda _: SAVED)

    assert _run("remove", name).exit_code == 0
    assert load_credentials(path) == SAVED.model_copy(update=changed)


def test_removing_an_unknown_entry_fails(path: Path) -> None:
    change_credentials(path, lambda _: SAVED)
    result = _run("remove", "nobody")

    assert (result.exit_code, result.stderr) == (1, "wangtu: the file has no such entry\n")
    assert load_credentials(path) == SAVED


def test_a_file_with_a_plain_password_is_refused_without_repeating_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text('{"users": {"corp/ann": "hush"}}')
    monkeypatch.setattr(sys, "argv", ["wangtu", "keys", "list"])
    with pytest.raises(SystemExit) as caught:
        main()

    assert caught.value.code == 2
    assert capsys.readouterr().err == f"wangtu: {path} is not a credentials file: look at users.corp/ann.\n"
