"""Authentication by user tokens and by temporary keys."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.api.auth.credential_store import CredentialStore, token_name
from service.api.auth.principal import Principal, Project, ProjectScope
from service.api.auth.schemes import authenticate, credential_checks
from service.api.auth.signature import RequestHead
from service.api.auth.tokens import Grant, TemporaryKey
from service.credentials import Credentials
from service.errors import CredentialError, SignatureMismatch, TokenExpired, UnknownToken
from service.passwords import hash_password
from tests.service.api.app_harness import ACCESS_KEY, CREDENTIALS, SIGNING_KEY, TOKEN, USER, WEB_IMAGE
from tests.service.api.auth.signing import body_hash, signed

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
END = NOW + timedelta(hours=1)
PROJECT = Project("p1", "cn-north-4")
STORE = CredentialStore(CREDENTIALS)


def _grant(name: str = USER, project: Project | None = PROJECT) -> Grant:
    return Grant(
        principal=name,
        project=project,
        issued_at=NOW,
        expires_at=END,
        fingerprint=STORE.fingerprint(name),
    )


def _authenticate(token: str, store: CredentialStore = STORE, at: datetime = NOW) -> Principal:
    return authenticate(
        credential_checks(RequestHead("POST", b"/", b"", {"x-auth-token": token}), store, at), body_hash(b"")
    )


def test_a_token_authenticates_its_user_for_its_project() -> None:
    assert _authenticate(STORE.issuer.token(_grant())) == Principal(USER, "p1")


def test_an_unscoped_token_authenticates_for_no_project() -> None:
    assert _authenticate(STORE.issuer.token(_grant(project=None))) == Principal(USER, ProjectScope.NONE)


def test_a_token_is_valid_in_another_worker_and_after_a_restart() -> None:
    assert _authenticate(STORE.issuer.token(_grant()), CredentialStore(CREDENTIALS)) == Principal(USER, "p1")


def test_an_expired_token_raises_its_time_of_expiry() -> None:
    token = STORE.issuer.token(_grant())
    assert _authenticate(token, at=END - timedelta(seconds=1))
    with pytest.raises(TokenExpired, match=r"2026-01-02T04:04:05\.000000Z"):
        _authenticate(token, at=END)


CHANGED = {
    "another password": CREDENTIALS.model_copy(update={"users": {USER: hash_password("another")}}),
    "the same password with another salt": CREDENTIALS.model_copy(
        update={"users": {USER: hash_password("her-password")}}
    ),
    "user removed": CREDENTIALS.model_copy(update={"users": {"corp/bob": CREDENTIALS.users[USER]}}),
    "all users removed": CREDENTIALS.model_copy(update={"users": {}}),
    "another signing key": CREDENTIALS.model_copy(update={"signing_key": SIGNING_KEY[::-1]}),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_token_is_revoked_when_the_secret_of_its_user_changes(changed: Credentials) -> None:
    with pytest.raises(UnknownToken):
        _authenticate(STORE.issuer.token(_grant()), CredentialStore(changed))


def test_users_with_the_same_password_have_different_fingerprints() -> None:
    both = CredentialStore(
        CREDENTIALS.model_copy(update={"users": dict.fromkeys((USER, "corp/bob"), "the-same")})
    )

    assert both.fingerprint(USER) != both.fingerprint("corp/bob")


def _key(name: str = USER, project: Project | None = PROJECT) -> TemporaryKey:
    return STORE.issuer.temporary_key(_grant(name, project))


def _sign(
    key: TemporaryKey, security_token: str | None, store: CredentialStore = STORE, at: datetime = NOW
) -> Principal:
    sent = {} if security_token is None else {"x-security-token": security_token}
    headers = signed(
        "POST", WEB_IMAGE, b"{}", access_key=key.access_key, secret_key=key.secret_key, at=at, headers=sent
    )
    return authenticate(
        credential_checks(RequestHead("POST", WEB_IMAGE.encode(), b"", headers), store, at), body_hash(b"{}")
    )


@pytest.mark.parametrize("name", [USER, ACCESS_KEY, token_name(TOKEN)])
def test_a_temporary_key_authenticates_its_owner(name: str) -> None:
    key = _key(name)

    assert _sign(key, key.security_token) == Principal(name, "p1")


def test_a_temporary_key_is_invalid_without_its_own_security_token() -> None:
    key = _key()
    for other in (None, _key().security_token):
        with pytest.raises(SignatureMismatch):
            _sign(key, other)


@pytest.mark.parametrize("key", [ACCESS_KEY, "UNKNOWN"])
@pytest.mark.parametrize("seconds", [-1, 0], ids=["valid", "expired"])
def test_the_security_token_of_another_key_does_not_reveal_which_keys_exist(key: str, seconds: int) -> None:
    guessed = replace(_key(), access_key=key, secret_key="guessed")
    for security_token in ("nonsense", guessed.security_token):
        with pytest.raises(SignatureMismatch):
            _sign(guessed, security_token, CredentialStore(CREDENTIALS), END + timedelta(seconds=seconds))


@pytest.mark.parametrize("wrong", ["", "nonsense", TOKEN])
def test_an_invalid_security_token_is_refused(wrong: str) -> None:
    with pytest.raises(CredentialError):
        _sign(_key(), wrong)


def test_a_security_token_with_a_wrong_secret_key_is_refused() -> None:
    key = _key()
    with pytest.raises(SignatureMismatch):
        _sign(replace(key, secret_key="guessed"), key.security_token)


def test_a_temporary_key_expires() -> None:
    key = _key()
    assert _sign(key, key.security_token, at=END - timedelta(seconds=1))
    with pytest.raises(TokenExpired):
        _sign(key, key.security_token, at=END)


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_temporary_key_is_revoked_when_the_secret_of_its_owner_changes(changed: Credentials) -> None:
    key = _key()
    with pytest.raises(CredentialError):
        _sign(key, key.security_token, CredentialStore(changed))


def test_a_security_token_is_refused_as_a_user_token() -> None:
    with pytest.raises(UnknownToken):
        _authenticate(_key().security_token)


def test_a_user_token_is_refused_as_a_security_token() -> None:
    with pytest.raises(SignatureMismatch):
        _sign(_key(), STORE.issuer.token(_grant()))


def test_a_permanent_key_ignores_the_security_token() -> None:
    headers = signed("POST", WEB_IMAGE, b"{}", at=NOW, headers={"x-security-token": "nonsense"})

    assert authenticate(
        credential_checks(RequestHead("POST", WEB_IMAGE.encode(), b"", headers), STORE, NOW), body_hash(b"{}")
    ) == Principal(ACCESS_KEY)
