"""Access keys that are locked after too many failures, on a manual clock."""

from datetime import UTC, datetime, timedelta

import pytest

from service.api.auth.credential_store import CredentialStore, token_name
from service.api.auth.lockout import LOCK_SECONDS, MAX_FAILURES
from service.api.auth.principal import Principal
from service.api.auth.schemes import authenticate, credential_checks
from service.api.auth.signature import RequestHead
from service.credentials import Credentials
from service.errors import CredentialError, KeyLocked, SignatureExpired, SignatureMismatch
from tests.service.api.app_harness import ACCESS_KEY, SIGNING_KEY, TOKEN, WEB_IMAGE
from tests.service.api.auth.signing import body_hash, signed

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LOCK = timedelta(seconds=LOCK_SECONDS)


class Caller:
    """Sends signed requests to one service at chosen times."""

    def __init__(self) -> None:
        keys = {ACCESS_KEY: "secret", "OTHER": "other-secret"}
        credentials = Credentials(signing_key=SIGNING_KEY, tokens=(TOKEN,), access_keys=keys)
        self.store = CredentialStore(credentials, clock=lambda: self.now)
        self.now = 0.0

    def call(
        self, key: str, secret: str, at: datetime = NOW, token: str = "", address: str = "10.0.0.1"
    ) -> Principal:
        self.now = (at - NOW).total_seconds()
        covered = signed("POST", WEB_IMAGE, b"{}", access_key=key, secret_key=secret, at=at)
        head = RequestHead(
            method="POST",
            raw_path=WEB_IMAGE.encode(),
            raw_query=b"",
            headers={**covered, "x-auth-token": token},
            address=address,
        )
        return authenticate(credential_checks(head, self.store, at), body_hash(b"{}"))

    def fail(self, key: str, times: int = MAX_FAILURES, at: datetime = NOW) -> None:
        for _ in range(times):
            with pytest.raises(SignatureMismatch):
                self.call(key, "wrong", at)


@pytest.mark.parametrize("key", [ACCESS_KEY, "UNKNOWN"])
def test_five_failures_lock_a_known_and_an_unknown_key(key: str) -> None:
    caller = Caller()
    caller.fail(key)

    with pytest.raises(KeyLocked):
        caller.call(key, "wrong")


def test_a_locked_key_is_refused_even_with_a_right_signature_until_the_lock_ends() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)
    for elapsed in (timedelta(), LOCK / 2, LOCK - timedelta(seconds=1)):
        with pytest.raises(KeyLocked):
            caller.call(ACCESS_KEY, "secret", NOW + elapsed)

    assert caller.call(ACCESS_KEY, "secret", NOW + LOCK) == Principal(ACCESS_KEY)


def test_strangers_elsewhere_do_not_lock_a_key_for_its_owner() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)

    assert caller.call(ACCESS_KEY, "secret", address="10.0.0.2") == Principal(ACCESS_KEY)


def test_the_lock_of_one_key_does_not_affect_another() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)

    assert caller.call("OTHER", "other-secret") == Principal("OTHER")


def test_a_success_resets_the_count() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY, MAX_FAILURES - 1)
    caller.call(ACCESS_KEY, "secret")
    caller.fail(ACCESS_KEY, MAX_FAILURES - 1)

    assert caller.call(ACCESS_KEY, "secret") == Principal(ACCESS_KEY)


def test_a_key_may_fail_four_times_again_after_a_lock() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)
    caller.fail(ACCESS_KEY, MAX_FAILURES - 1, NOW + LOCK)

    assert caller.call(ACCESS_KEY, "secret", NOW + LOCK) == Principal(ACCESS_KEY)


def test_an_expired_signature_is_not_counted() -> None:
    """Anybody who recorded an old request could replay it."""
    caller = Caller()
    old = signed("POST", WEB_IMAGE, b"{}", secret_key="secret", at=NOW - timedelta(hours=1))
    for _ in range(2 * MAX_FAILURES):
        with pytest.raises(SignatureExpired):
            credential_checks(RequestHead("POST", WEB_IMAGE.encode(), b"", old), caller.store, NOW)

    assert caller.call(ACCESS_KEY, "secret") == Principal(ACCESS_KEY)


def test_a_token_is_accepted_although_the_key_is_locked() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)

    assert caller.call(ACCESS_KEY, "wrong", token=TOKEN) == Principal(token_name(TOKEN))


def test_wrong_signatures_are_counted_even_with_a_valid_token() -> None:
    caller = Caller()
    for _ in range(MAX_FAILURES):
        caller.call(ACCESS_KEY, "wrong", token=TOKEN)

    with pytest.raises(KeyLocked):
        caller.call(ACCESS_KEY, "secret")


def test_wrong_tokens_lock_no_key() -> None:
    caller = Caller()
    for _ in range(2 * MAX_FAILURES):
        with pytest.raises(CredentialError):
            credential_checks(RequestHead("POST", b"/", b"", {"x-auth-token": ACCESS_KEY}), caller.store, NOW)

    assert caller.call(ACCESS_KEY, "secret") == Principal(ACCESS_KEY)
