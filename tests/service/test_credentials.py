import stat
from pathlib import Path

import pytest

from service.credentials import (
    CredentialFileError,
    Credentials,
    load_credentials,
    new_credentials,
    save_credentials,
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    made = new_credentials()
    save_credentials(tmp_path / "deep" / "credentials.json", made)

    assert load_credentials(tmp_path / "deep" / "credentials.json") == made


def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    save_credentials(path, new_credentials())
    save_credentials(path, new_credentials())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_new_credentials_are_new() -> None:
    assert new_credentials() != new_credentials()


def test_no_file_means_no_credentials(tmp_path: Path) -> None:
    assert not load_credentials(tmp_path / "none.json")


@pytest.mark.parametrize(
    "text",
    [
        "hush",
        '{"tokens": "hush"}',
        '{"tokens": ["hush"], "secrets": []}',
        '{"tokens": [""], "users": {"a/b": "hush"}}',
        '{"access_keys": {"hush": ""}}',
        '{"access_keys": {"": "hush"}}',
    ],
)
def test_a_broken_file_is_told_without_its_secrets(tmp_path: Path, text: str) -> None:
    path = tmp_path / "credentials.json"
    path.write_text(text + " ")

    with pytest.raises(CredentialFileError, match="is not a credentials file") as caught:
        load_credentials(path)
    assert "hush" not in str(caught.value).replace("access_keys.hush", "")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CredentialFileError, match="cannot be read"):
        load_credentials(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CredentialFileError, match="cannot be written"):
        save_credentials(tmp_path / "file" / "credentials.json", new_credentials())


def test_users_alone_let_nobody_in_yet() -> None:
    assert not Credentials(users={"d/u": "p"})
    assert Credentials(tokens=("t",))


def test_two_sets_of_credentials_are_joined() -> None:
    one = Credentials(tokens=("a",), access_keys={"A": "1"})
    other = Credentials(tokens=("a", "b"), users={"d/u": "p"})

    assert one | other == Credentials(tokens=("a", "b"), access_keys={"A": "1"}, users={"d/u": "p"})
