from pathlib import Path
from typing import Any

import orjson
import pytest
from pydantic import ValidationError

from service.credentials import (
    SIGNING_KEY_BYTES,
    CredentialFileError,
    Credentials,
    change_credentials,
    load_credentials,
    new_callers,
    new_signing_key,
)
from service.passwords import hash_password

PASSWORD_HASH = hash_password("her-password")
FULL = Credentials(
    signing_key="s" * 32,
    tokens=("t1", "t2"),
    access_keys={"AK": "SK"},
    users={"corp/ann": PASSWORD_HASH},
    projects={"p1": "north", "p2": "south"},
    bindings={"AK": ("p1", "p2"), "corp/ann": ()},
)


@pytest.mark.parametrize(
    "credentials", [FULL, Credentials(), new_callers() | Credentials(signing_key=new_signing_key())]
)
def test_saved_credentials_are_loaded_unchanged(tmp_path: Path, credentials: Credentials) -> None:
    path = tmp_path / "deep" / "credentials.json"
    change_credentials(path, lambda _: credentials)

    assert load_credentials(path) == credentials


def test_the_file_contains_password_hashes_only() -> None:
    assert "her-password" not in FULL.model_dump_json()
    assert PASSWORD_HASH in FULL.model_dump_json()


def test_generated_callers_are_unique_and_long() -> None:
    one, other = new_callers(), new_callers()
    ((access_key, secret),) = one.access_keys.items()

    assert one.tokens != other.tokens
    assert set(one.access_keys).isdisjoint(other.access_keys)
    assert (len(access_key), len(secret), len(one.tokens[0])) == (20, 40, 43)
    assert one.signing_key is None


def test_a_generated_signing_key_is_unique_and_long_and_is_no_caller() -> None:
    signing_key = new_signing_key()

    assert signing_key != new_signing_key()
    assert len(signing_key) >= SIGNING_KEY_BYTES
    assert not Credentials(signing_key=signing_key).has_callers


def test_a_missing_file_gives_empty_credentials(tmp_path: Path) -> None:
    assert load_credentials(tmp_path / "none.json") == Credentials()


BROKEN: dict[str, tuple[str, str]] = {
    "not JSON": ("hush", "the file"),
    "cut off": ('{"tokens": ["hush"', "the file"),
    "a list": ('["hush"]', "the file"),
    "tokens are not a list": ('{"tokens": "hush"}', "tokens"),
    "an empty token": ('{"tokens": ["hush", ""]}', "tokens.1"),
    "an unknown field": ('{"tokens": ["hush"], "secrets": []}', "secrets"),
    "an empty secret": ('{"access_keys": {"AK": "", "B": "hush"}}', "access_keys.AK"),
    "an empty access key": ('{"access_keys": {"": "hush"}}', "access_keys."),
    "a plain password": ('{"users": {"corp/ann": "hush"}}', "users.corp/ann"),
    "a hash of another cost": ('{"users": {"corp/ann": "scrypt$2$hush$hush"}}', "users.corp/ann"),
    "a short signing key": ('{"signing_key": "hush"}', "signing_key"),
    "two projects with one name": ('{"projects": {"p1": "hush", "p2": "hush"}}', "projects"),
    "a binding that is not a list": ('{"bindings": {"AK": "hush"}}', "bindings.AK"),
    "a project without a name": ('{"projects": {"p1": ""}, "tokens": ["hush"]}', "projects.p1"),
}


@pytest.mark.parametrize(("text", "place"), BROKEN.values(), ids=BROKEN)
def test_an_invalid_file_raises_one_sentence_without_secrets(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "credentials.json"
    path.write_text(text)
    with pytest.raises(CredentialFileError) as caught:
        load_credentials(path)
    sentence = str(caught.value)

    assert sentence.startswith(f"{path} is not a credentials file: look at {place}")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "hush" not in sentence


def test_an_unreadable_file_raises_an_error(tmp_path: Path) -> None:
    with pytest.raises(CredentialFileError, match="cannot be read"):
        load_credentials(tmp_path)


def test_a_folder_that_cannot_be_created_raises_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CredentialFileError, match="cannot be written"):
        change_credentials(tmp_path / "file" / "credentials.json", lambda _: FULL)


def test_a_file_that_cannot_be_replaced_is_left_unchanged(tmp_path: Path) -> None:
    (tmp_path / "credentials.json").mkdir()
    with pytest.raises(CredentialFileError, match="cannot be read"):
        change_credentials(tmp_path / "credentials.json", lambda _: FULL)

    assert (tmp_path / "credentials.json").is_dir()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"tokens": ("t",)}, True),
        ({"access_keys": {"AK": "SK"}}, True),
        ({"users": {"corp/ann": PASSWORD_HASH}}, True),
        ({"projects": {"p1": "north"}, "bindings": {"AK": ("p1",)}, "signing_key": "s" * 32}, False),
        ({}, False),
    ],
)
def test_tokens_access_keys_and_users_are_callers(fields: dict[str, Any], expected: bool) -> None:
    assert Credentials(**fields).has_callers == expected


def test_credentials_are_merged_and_the_second_wins() -> None:
    one = Credentials(signing_key="1" * 32, tokens=("a", "b"), access_keys={"A": "1", "B": "1"})
    other = Credentials(signing_key="2" * 32, tokens=("b", "c"), access_keys={"B": "2"}, projects={"p": "n"})

    assert one | other == Credentials(
        signing_key="2" * 32, tokens=("a", "b", "c"), access_keys={"A": "1", "B": "2"}, projects={"p": "n"}
    )
    assert (one | Credentials()).signing_key == "1" * 32
    assert FULL | Credentials() == Credentials() | FULL == FULL


def test_two_projects_with_one_name_are_refused_also_after_a_merge() -> None:
    with pytest.raises(ValidationError, match="two projects have the same name"):
        Credentials(projects={"p1": "north"}) | Credentials(projects={"p2": "north"})


def test_credentials_are_immutable() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        FULL.tokens = ()


def test_a_file_in_the_documented_form_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    path.write_bytes(orjson.dumps({"tokens": ["t"], "access_keys": {"AK": "SK"}, "bindings": {"AK": ["p1"]}}))

    assert load_credentials(path).bindings == {"AK": ("p1",)}


@pytest.mark.parametrize("token", ["密码", " a", "a\n", ""])
def test_a_token_that_is_not_a_valid_header_value_is_refused(token: str) -> None:
    with pytest.raises(ValidationError):
        Credentials(tokens=(token,))
