from pathlib import Path

import pytest

from service.commands.serve import _credentials
from service.credentials import Credentials, load_credentials, save_credentials
from service.settings import Settings


def test_users_in_the_file_outlive_the_first_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "credentials.json"
    save_credentials(path, Credentials(users={"corp/ann": "p"}))
    credentials = _credentials(Settings(credentials=path, users={"corp/bob": "q"}))

    assert load_credentials(path).users == {"corp/ann": "p"}
    assert load_credentials(path).tokens == credentials.tokens
    assert set(credentials.users) == {"corp/ann", "corp/bob"}
    assert credentials.tokens[0] in capsys.readouterr().err


def test_credentials_of_the_environment_make_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "credentials.json"
    _credentials(Settings(credentials=path, tokens=("from-the-environment",)))

    assert not path.exists()
    assert "from-the-environment" not in capsys.readouterr().err
