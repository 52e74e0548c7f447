"""Tokens that were given for passwords, and temporary keys that were given for tokens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.api.auth.principal import Principal, Project, Reach
from service.api.auth.schemes import Keyring, authenticate, proofs, token_name
from service.api.auth.signature import Head
from service.api.auth.tokens import Grant, TemporaryKey
from service.credentials import Credentials
from service.errors import CredentialError, SignatureMismatch, TokenExpired, UnknownToken
from service.passwords import hashed
from tests.service.api.app_harness import ACCESS_KEY, CREDENTIALS, SIGNING_KEY, TOKEN, USER, WEB_IMAGE, signed

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
END = NOW + timedelta(hours=1)
PROJECT = Project("p1", "cn-north-4")
KEYRING = Keyring(CREDENTIALS)


def _grant(name: str = USER, project: Project | None = PROJECT) -> Grant:
    return Grant(name, project, NOW, END, KEYRING.stamp(name))


def _show(token: str, keyring: Keyring = KEYRING, at: datetime = NOW) -> Principal:
    return authenticate(proofs(Head("POST", b"/", b"", {"x-auth-token": token}), keyring, at), b"")


def test_a_token_stands_for_its_user_and_project() -> None:
    assert _show(KEYRING.mint.token(_grant())) == Principal(USER, "p1")


def test_a_token_of_a_domain_stands_for_no_project() -> None:
    assert _show(KEYRING.mint.token(_grant(project=None))) == Principal(USER, Reach.NONE)


def test_a_token_lives_on_in_another_worker_and_after_a_restart() -> None:
    assert _show(KEYRING.mint.token(_grant()), Keyring(CREDENTIALS)) == Principal(USER, "p1")


def test_a_token_that_is_over_says_since_when() -> None:
    token = KEYRING.mint.token(_grant())
    assert _show(token, at=END - timedelta(seconds=1))
    with pytest.raises(TokenExpired, match=r"2026-01-02T04:04:05\.000000Z"):
        _show(token, at=END)


CHANGED = {
    "another password": CREDENTIALS.model_copy(update={"users": {USER: hashed("another")}}),
    "the same password, hashed anew": CREDENTIALS.model_copy(
        update={"users": {USER: hashed("her-password")}}
    ),
    "removed": CREDENTIALS.model_copy(update={"users": {"corp/bob": CREDENTIALS.users[USER]}}),
    "nobody left": CREDENTIALS.model_copy(update={"users": {}}),
    "another signing key": CREDENTIALS.model_copy(update={"signing_key": SIGNING_KEY[::-1]}),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_token_ends_with_what_it_was_given_for(changed: Credentials) -> None:
    with pytest.raises(UnknownToken):
        _show(KEYRING.mint.token(_grant()), Keyring(changed))


def test_a_stamp_belongs_to_one_name() -> None:
    """With the same password Bob is still not Ann."""
    both = Keyring(CREDENTIALS.model_copy(update={"users": dict.fromkeys((USER, "corp/bob"), "the-same")}))

    assert both.stamp(USER) != both.stamp("corp/bob")


def _key(name: str = USER, project: Project | None = PROJECT) -> TemporaryKey:
    return KEYRING.mint.temporary_key(_grant(name, project))


def _sign(
    key: TemporaryKey, security_token: str | None, keyring: Keyring = KEYRING, at: datetime = NOW
) -> Principal:
    shown = {} if security_token is None else {"x-security-token": security_token}
    headers = signed(
        "POST", WEB_IMAGE, b"{}", access_key=key.access_key, secret_key=key.secret_key, at=at, headers=shown
    )
    return authenticate(proofs(Head("POST", WEB_IMAGE.encode(), b"", headers), keyring, at), b"{}")


@pytest.mark.parametrize("name", [USER, ACCESS_KEY, token_name(TOKEN)])
def test_a_temporary_key_signs_for_whom_it_was_given_to(name: str) -> None:
    key = _key(name)

    assert _sign(key, key.security_token) == Principal(name, "p1")


def test_a_temporary_key_is_of_no_use_without_its_security_token_or_with_another() -> None:
    key = _key()
    for other in (None, _key().security_token):
        with pytest.raises(SignatureMismatch):
            _sign(key, other)


@pytest.mark.parametrize("wrong", ["", "nonsense", TOKEN])
def test_a_security_token_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(CredentialError):
        _sign(_key(), wrong)


def test_a_security_token_alone_does_not_make_a_key() -> None:
    key = _key()
    with pytest.raises(SignatureMismatch):
        _sign(replace(key, secret_key="guessed"), key.security_token)


def test_a_temporary_key_ends() -> None:
    key = _key()
    assert _sign(key, key.security_token, at=END - timedelta(seconds=1))
    with pytest.raises(TokenExpired):
        _sign(key, key.security_token, at=END)


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_temporary_key_ends_with_what_it_was_given_for(changed: Credentials) -> None:
    key = _key()
    with pytest.raises(CredentialError):
        _sign(key, key.security_token, Keyring(changed))


def test_a_security_token_is_no_token() -> None:
    with pytest.raises(UnknownToken):
        _show(_key().security_token)


def test_a_token_is_no_security_token() -> None:
    with pytest.raises(SignatureMismatch):
        _sign(_key(), KEYRING.mint.token(_grant()))


def test_a_permanent_key_needs_no_security_token_and_minds_none() -> None:
    headers = signed("POST", WEB_IMAGE, b"{}", at=NOW, headers={"x-security-token": "nonsense"})

    assert authenticate(
        proofs(Head("POST", WEB_IMAGE.encode(), b"", headers), KEYRING, NOW), b"{}"
    ) == Principal(ACCESS_KEY)
