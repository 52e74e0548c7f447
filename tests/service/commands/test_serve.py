import socket
from pathlib import Path
from typing import Any

import pytest

from service.api.auth.credential_store import CredentialStore
from service.commands.serve import _credentials, _engine, _listener
from service.credentials import SIGNING_KEY_BYTES, Credentials, change_credentials, load_credentials
from service.passwords import hash_password, verify_password
from service.process.machine import Partition
from service.settings import Settings

PASSWORD_HASH = hash_password("her-password")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of the credentials file."""
    return tmp_path / "credentials.json"


def test_the_first_start_creates_a_caller_and_a_signing_key(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    created = _credentials(Settings(credentials=path))
    output = capsys.readouterr()

    assert load_credentials(path) == created
    assert created.tokens[0] in output.err
    assert output.out == ""
    assert len(created.signing_key or "") >= SIGNING_KEY_BYTES
    assert (created.signing_key or "") not in output.err
    assert not [secret for secret in created.access_keys.values() if secret in output.err]


def test_the_second_start_creates_nothing_and_shows_no_secret(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _credentials(Settings(credentials=path))
    capsys.readouterr()
    second = _credentials(Settings(credentials=path))

    assert second == first
    assert first.tokens[0] not in capsys.readouterr().err


def test_with_users_in_the_file_a_signing_key_is_created(path: Path) -> None:
    change_credentials(path, lambda _: Credentials(users={"corp/ann": PASSWORD_HASH}))
    credentials = _credentials(Settings(credentials=path, users={"corp/bob": "q"}))

    assert load_credentials(path) == Credentials(
        signing_key=credentials.signing_key, users={"corp/ann": PASSWORD_HASH}
    )
    assert set(credentials.users) == {"corp/ann", "corp/bob"}
    assert credentials.tokens == ()


def test_tokens_of_users_are_valid_after_a_restart(path: Path) -> None:
    settings = Settings(credentials=path, users={"corp/ann": "her-password"})
    first, second = CredentialStore(_credentials(settings)), CredentialStore(_credentials(settings))

    assert first.credentials.signing_key == second.credentials.signing_key
    assert first.fingerprint("corp/ann") == second.fingerprint("corp/ann")
    assert verify_password("her-password", first.credentials.users["corp/ann"])
    assert load_credentials(path) == Credentials(signing_key=first.credentials.signing_key)


def test_with_projects_only_a_caller_is_created_and_the_projects_are_kept(path: Path) -> None:
    change_credentials(path, lambda _: Credentials(projects={"p1": "north"}, bindings={"AK": ("p1",)}))
    credentials = _credentials(Settings(credentials=path))

    assert credentials.tokens
    assert load_credentials(path) == credentials
    assert (credentials.projects, credentials.bindings) == ({"p1": "north"}, {"AK": ("p1",)})


@pytest.mark.parametrize(
    "configured", [{"tokens": ("from-outside",)}, {"access_keys": {"AK": "from-outside"}}]
)
def test_credentials_of_the_environment_create_no_file(
    path: Path, capsys: pytest.CaptureFixture[str], configured: dict[str, Any]
) -> None:
    credentials = _credentials(Settings(credentials=path, **configured))

    assert credentials.signing_key
    assert not path.exists()
    assert "from-outside" not in capsys.readouterr().err


def test_users_of_the_environment_with_a_signing_key_create_no_file(path: Path) -> None:
    """A service without a writable folder can have users."""
    settings = Settings(credentials=path, users={"corp/ann": "p"}, signing_key="s" * SIGNING_KEY_BYTES)

    assert _credentials(settings).signing_key == "s" * SIGNING_KEY_BYTES
    assert not path.exists()


def test_a_port_in_use_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit) as caught:
        _listener(Settings(port=taken.getsockname()[1]))

    assert caught.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_one_of_several_engines_gets_its_processors_and_threads() -> None:
    program = _engine("unix:/engine-1.sock", Partition((2, 3, 6, 7), 2), is_only=False)

    assert program.arguments[-4:] == ("--listen", "unix:/engine-1.sock", "--cpus", "2,3,6,7")
    assert program.environment["WANGTU_THREADS"] == "2"


def test_a_single_engine_is_not_pinned_to_processors() -> None:
    """The processors of a container may change while it runs."""
    program = _engine("unix:/engine-0.sock", Partition((0, 1), 2), is_only=True)

    assert "--cpus" not in program.arguments
    assert program.environment["WANGTU_THREADS"] == "2"
