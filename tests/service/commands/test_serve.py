import socket
from pathlib import Path
from typing import Any

import pytest

from service.api.auth.schemes import Keyring
from service.commands.serve import _check_address, _credentials, _engine
from service.credentials import SIGNING_KEY_BYTES, Credentials, load_credentials, save_credentials
from service.passwords import hashed, matches
from service.process.machine import Partition
from service.settings import Settings

KEPT = hashed("her-password")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the credentials file lies for a test."""
    return tmp_path / "credentials.json"


def test_the_first_start_makes_who_may_call_and_a_key_to_sign_with(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = _credentials(Settings(credentials=path))
    said = capsys.readouterr()

    assert load_credentials(path) == made
    assert made.tokens[0] in said.err
    assert said.out == ""
    assert len(made.signing_key or "") >= SIGNING_KEY_BYTES
    assert (made.signing_key or "") not in said.err
    assert not [secret for secret in made.access_keys.values() if secret in said.err]


def test_the_second_start_makes_nothing_and_shows_no_secret(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _credentials(Settings(credentials=path))
    capsys.readouterr()
    second = _credentials(Settings(credentials=path))

    assert second == first
    assert first.tokens[0] not in capsys.readouterr().err


def test_users_in_the_file_may_call_and_get_a_key_to_sign_their_tokens_with(path: Path) -> None:
    save_credentials(path, Credentials(users={"corp/ann": KEPT}))
    credentials = _credentials(Settings(credentials=path, users={"corp/bob": "q"}))

    assert load_credentials(path) == Credentials(
        signing_key=credentials.signing_key, users={"corp/ann": KEPT}
    )
    assert set(credentials.users) == {"corp/ann", "corp/bob"}
    assert credentials.tokens == ()


def test_tokens_of_users_outlive_a_restart(path: Path) -> None:
    settings = Settings(credentials=path, users={"corp/ann": "her-password"})
    first, second = Keyring(_credentials(settings)), Keyring(_credentials(settings))

    assert first.credentials.signing_key == second.credentials.signing_key
    assert first.stamp("corp/ann") == second.stamp("corp/ann")
    assert matches("her-password", first.credentials.users["corp/ann"])
    assert load_credentials(path) == Credentials(signing_key=first.credentials.signing_key)


def test_projects_alone_let_nobody_in_and_are_kept(path: Path) -> None:
    save_credentials(path, Credentials(projects={"p1": "north"}, bindings={"AK": ("p1",)}))
    credentials = _credentials(Settings(credentials=path))

    assert credentials.tokens
    assert load_credentials(path) == credentials
    assert (credentials.projects, credentials.bindings) == ({"p1": "north"}, {"AK": ("p1",)})


@pytest.mark.parametrize(
    "configured", [{"tokens": ("from-outside",)}, {"access_keys": {"AK": "from-outside"}}]
)
def test_credentials_of_the_environment_make_no_file(
    path: Path, capsys: pytest.CaptureFixture[str], configured: dict[str, Any]
) -> None:
    credentials = _credentials(Settings(credentials=path, **configured))

    assert credentials.signing_key
    assert not path.exists()
    assert "from-outside" not in capsys.readouterr().err


def test_users_of_the_environment_with_a_signing_key_make_no_file(path: Path) -> None:
    """So a service whose files cannot be written can have users."""
    settings = Settings(credentials=path, users={"corp/ann": "p"}, signing_key="s" * SIGNING_KEY_BYTES)

    assert _credentials(settings).signing_key == "s" * SIGNING_KEY_BYTES
    assert not path.exists()


def test_a_port_that_is_taken_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit) as caught:
        _check_address(Settings(port=taken.getsockname()[1]))

    assert caught.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_engine_of_several_is_told_its_processors_and_its_threads() -> None:
    program = _engine("unix:/engine-1.sock", Partition((2, 3, 6, 7), 2), alone=False)

    assert program.arguments[-4:] == ("--listen", "unix:/engine-1.sock", "--cpus", "2,3,6,7")
    assert program.environment["WANGTU_THREADS"] == "2"


def test_an_engine_that_is_alone_may_run_wherever_the_system_lets_it() -> None:
    """What the system lets a container use can change while it runs."""
    program = _engine("unix:/engine-0.sock", Partition((0, 1), 2), alone=True)

    assert "--cpus" not in program.arguments
    assert program.environment["WANGTU_THREADS"] == "2"
