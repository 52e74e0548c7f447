"""Keys that failed too often, with a clock that the test holds."""

from datetime import UTC, datetime, timedelta

import pytest

from service.api.auth.lockout import LOCKED_SECONDS, MOST_FAILURES
from service.api.auth.principal import Principal
from service.api.auth.schemes import Keyring, authenticate, proofs, token_name
from service.api.auth.signature import Head
from service.credentials import Credentials
from service.errors import CredentialError, KeyLocked, SignatureExpired, SignatureMismatch
from tests.service.api.app_harness import ACCESS_KEY, SIGNING_KEY, TOKEN, WEB_IMAGE, signed

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LOCKED = timedelta(seconds=LOCKED_SECONDS)


class Caller:
    """Calls one service again and again, at moments of its own choice."""

    def __init__(self) -> None:
        keys = {ACCESS_KEY: "secret", "OTHER": "other-secret"}
        credentials = Credentials(signing_key=SIGNING_KEY, tokens=(TOKEN,), access_keys=keys)
        self.keyring = Keyring(credentials, clock=lambda: self.now)
        self.now = 0.0

    def call(self, key: str, secret: str, at: datetime = NOW, token: str = "") -> Principal:
        self.now = (at - NOW).total_seconds()
        covered = signed("POST", WEB_IMAGE, b"{}", access_key=key, secret_key=secret, at=at)
        head = Head("POST", WEB_IMAGE.encode(), b"", {**covered, "x-auth-token": token})
        return authenticate(proofs(head, self.keyring, at), b"{}")

    def fail(self, key: str, times: int = MOST_FAILURES, at: datetime = NOW) -> None:
        for _ in range(times):
            with pytest.raises(SignatureMismatch):
                self.call(key, "wrong", at)


@pytest.mark.parametrize("key", [ACCESS_KEY, "UNKNOWN"])
def test_five_failures_lock_a_key_whether_there_is_such_a_key_or_not(key: str) -> None:
    caller = Caller()
    caller.fail(key)

    with pytest.raises(KeyLocked):
        caller.call(key, "wrong")


def test_a_locked_key_is_refused_with_the_right_signature_too_until_the_lock_ends() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)
    for passed in (timedelta(), LOCKED / 2, LOCKED - timedelta(seconds=1)):
        with pytest.raises(KeyLocked):
            caller.call(ACCESS_KEY, "secret", NOW + passed)

    assert caller.call(ACCESS_KEY, "secret", NOW + LOCKED) == Principal(ACCESS_KEY)


def test_the_lock_of_one_key_does_not_concern_another() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)

    assert caller.call("OTHER", "other-secret") == Principal("OTHER")


def test_a_success_starts_the_count_again() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY, MOST_FAILURES - 1)
    caller.call(ACCESS_KEY, "secret")
    caller.fail(ACCESS_KEY, MOST_FAILURES - 1)

    assert caller.call(ACCESS_KEY, "secret") == Principal(ACCESS_KEY)


def test_a_key_that_was_locked_may_fail_four_times_again() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)
    caller.fail(ACCESS_KEY, MOST_FAILURES - 1, NOW + LOCKED)

    assert caller.call(ACCESS_KEY, "secret", NOW + LOCKED) == Principal(ACCESS_KEY)


def test_an_old_signature_is_not_counted() -> None:
    """Anybody may replay one that was seen long ago."""
    caller = Caller()
    old = signed("POST", WEB_IMAGE, b"{}", secret_key="secret", at=NOW - timedelta(hours=1))
    for _ in range(2 * MOST_FAILURES):
        with pytest.raises(SignatureExpired):
            proofs(Head("POST", WEB_IMAGE.encode(), b"", old), caller.keyring, NOW)

    assert caller.call(ACCESS_KEY, "secret") == Principal(ACCESS_KEY)


def test_a_token_is_let_in_beside_a_locked_key() -> None:
    caller = Caller()
    caller.fail(ACCESS_KEY)

    assert caller.call(ACCESS_KEY, "wrong", token=TOKEN) == Principal(token_name(TOKEN))


def test_a_good_token_does_not_keep_wrong_signatures_from_being_counted() -> None:
    caller = Caller()
    for _ in range(MOST_FAILURES):
        caller.call(ACCESS_KEY, "wrong", token=TOKEN)

    with pytest.raises(KeyLocked):
        caller.call(ACCESS_KEY, "secret")


def test_wrong_tokens_lock_nothing() -> None:
    caller = Caller()
    for _ in range(2 * MOST_FAILURES):
        with pytest.raises(CredentialError):
            proofs(Head("POST", b"/", b"", {"x-auth-token": ACCESS_KEY}), caller.keyring, NOW)

    assert caller.call(ACCESS_KEY, "secret") == Principal(ACCESS_KEY)
