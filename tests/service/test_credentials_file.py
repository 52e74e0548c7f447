"""The credentials file: its permissions, its kind, and changes by several processes."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from service import atomic_file
from service.atomic_file import locked
from service.credentials import CredentialFileError, Credentials, change_credentials, load_credentials


def test_a_file_that_every_user_can_change_is_refused_with_the_command_that_helps(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    path.write_text("{}")
    path.chmod(0o666)
    with pytest.raises(CredentialFileError, match=r"can be changed by every user: run chmod 600"):
        load_credentials(path)
    path.chmod(0o600)

    assert load_credentials(path) == Credentials()


def test_a_new_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    change_credentials(path, lambda kept: kept)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_a_change_keeps_the_permissions_of_the_file(tmp_path: Path, mode: int) -> None:
    """A service that reads the file by its group must still be able to."""
    path = tmp_path / "credentials.json"
    path.write_text("{}")
    path.chmod(mode)
    change_credentials(path, lambda kept: kept)

    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("linked", [False, True])
def test_a_file_that_every_user_can_replace_is_refused(tmp_path: Path, linked: bool) -> None:
    """The folder of a link counts too, because the link itself could be replaced."""
    open_folder, other = tmp_path / "open", tmp_path / "other"
    open_folder.mkdir()
    other.mkdir()
    path, file = open_folder / "credentials.json", (other if linked else open_folder) / "credentials.json"
    file.write_text("{}")
    if linked:
        path.symlink_to(file)
    open_folder.chmod(0o777)
    with pytest.raises(
        CredentialFileError, match=f"can be replaced by every user: run chmod o-w {open_folder}"
    ):
        load_credentials(path)
    open_folder.chmod(0o1777)

    assert load_credentials(path) == Credentials()


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    path.symlink_to(path)
    with pytest.raises(CredentialFileError, match="cannot be read: Too many levels of symbolic links"):
        load_credentials(path)
    with pytest.raises(CredentialFileError, match="Too many levels of symbolic links"):
        change_credentials(path, lambda kept: kept)


def test_a_file_that_another_process_keeps_locked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_file, "LONGEST_WAIT", 0.0)
    path = tmp_path / "credentials.json"
    with locked(path), pytest.raises(CredentialFileError, match="is being changed by another process"):
        change_credentials(path, lambda kept: kept)


def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "credentials.json")
    with pytest.raises(CredentialFileError, match="not a regular file"):
        load_credentials(tmp_path / "credentials.json")


ADD = """
import sys
from pathlib import Path
from service.credentials import Credentials, change_credentials
change_credentials(Path(sys.argv[1]), lambda kept: kept | Credentials(tokens=(sys.argv[2],)))
"""


def test_no_change_of_parallel_processes_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    tokens = {f"token-{number}" for number in range(8)}
    processes = [subprocess.Popen([sys.executable, "-c", ADD, str(path), token]) for token in sorted(tokens)]

    assert [process.wait(60) for process in processes] == [0] * 8
    assert set(load_credentials(path).tokens) == tokens
