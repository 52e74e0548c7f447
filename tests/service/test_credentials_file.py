"""The credentials file: its permissions, its kind, and changes by several processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.credentials import CredentialFileError, Credentials, load_credentials


def test_a_file_that_every_user_can_change_is_refused_with_the_command_that_helps(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    path.write_text("{}")
    path.chmod(0o666)
    with pytest.raises(CredentialFileError, match=r"can be changed by every user: run chmod 600"):
        load_credentials(path)
    path.chmod(0o600)

    assert load_credentials(path) == Credentials()


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
