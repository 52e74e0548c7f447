"""Authentication by static tokens and by signatures, at a fixed time."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.api.auth.credential_store import CredentialStore, token_name
from service.api.auth.principal import Principal
from service.api.auth.schemes import MAX_SKEW, authenticate, credential_checks
from service.api.auth.signature import RequestHead
from service.credentials import Credentials
from service.errors import (
    CredentialError,
    MissingCredential,
    SignatureExpired,
    SignatureMismatch,
    UnknownToken,
)
from tests.service.api.app_harness import ACCESS_KEY, CREDENTIALS, SIGNING_KEY, TOKEN, WEB_IMAGE
from tests.service.api.auth.signing import authorization, body_hash, signed

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def _head(headers: Mapping[str, str]) -> RequestHead:
    return RequestHead("POST", WEB_IMAGE.encode(), b"", headers)


def _signed(body: bytes = b"{}", *, at: datetime = NOW, **more: Any) -> dict[str, str]:
    return signed("POST", WEB_IMAGE, body, at=at, **more)


def _authenticate(
    headers: Mapping[str, str], body: bytes = b"{}", store: CredentialStore | None = None
) -> Principal:
    return authenticate(
        credential_checks(_head(headers), store or CredentialStore(CREDENTIALS), NOW), body_hash(body)
    )


def test_a_static_token_is_accepted_and_its_name_does_not_reveal_it() -> None:
    principal = _authenticate({"x-auth-token": TOKEN})

    assert principal == Principal(token_name(TOKEN))
    assert TOKEN not in principal.name


@pytest.mark.parametrize(
    "token", ["another", TOKEN[:-1], TOKEN + " ", TOKEN.upper(), "Первый", token_name(TOKEN)]
)
def test_an_unknown_token_is_refused(token: str) -> None:
    with pytest.raises(UnknownToken):
        _authenticate({"x-auth-token": token})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-auth-token": ""},
        {"authorization": f"Bearer {TOKEN}"},
        {"authorization": "SDK-HMAC-SM3 Access=ACCESSKEY, SignedHeaders=x-sdk-date, Signature=00"},
        {"authorization": "V11-HMAC-SHA256 Credential=ACCESSKEY/20260102/r/ocr, Signature=00"},
    ],
)
def test_a_request_without_a_known_scheme_raises_missing_credential(headers: dict[str, str]) -> None:
    with pytest.raises(MissingCredential):
        _authenticate(headers)


@pytest.mark.parametrize("scheme", ["SDK-HMAC-SM3", "SDK-HMAC-SHA256-X", "SDK-HMAC-SHA512"])
def test_a_valid_signature_labelled_with_another_algorithm_is_refused(scheme: str) -> None:
    headers = _signed()
    headers["authorization"] = headers["authorization"].replace("SDK-HMAC-SHA256", scheme)
    with pytest.raises(CredentialError):
        _authenticate(headers)


def test_a_service_without_credentials_accepts_nobody() -> None:
    empty = CredentialStore(Credentials(signing_key=SIGNING_KEY))
    for headers, refused in (({"x-auth-token": "x"}, UnknownToken), (_signed(), SignatureMismatch)):
        with pytest.raises(refused):
            _authenticate(headers, store=empty)


def test_a_service_without_a_signing_key_does_not_start() -> None:
    """With an empty key anybody could sign tokens."""
    with pytest.raises(ValueError, match="signing key"):
        CredentialStore(Credentials(tokens=(TOKEN,)))


def test_a_signed_request_is_accepted() -> None:
    assert _authenticate(_signed()) == Principal(ACCESS_KEY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret_key": "another"},
        {"secret_key": ""},
        {"access_key": "UNKNOWN"},
        {"access_key": "UNKNOWN", "secret_key": ""},
    ],
)
def test_a_wrong_secret_and_an_unknown_key_are_both_refused_after_the_body(
    wrong: dict[str, Any],
) -> None:
    """An unknown key that is refused earlier would reveal that it is unknown."""
    checks = credential_checks(_head(_signed(**wrong)), CredentialStore(CREDENTIALS), NOW)
    with pytest.raises(SignatureMismatch):
        authenticate(checks, body_hash(b"{}"))


def test_a_signature_of_another_body_is_refused() -> None:
    with pytest.raises(SignatureMismatch):
        _authenticate(_signed(b"{}"), b"[]")


@pytest.mark.parametrize("sign", [1, -1])
def test_the_date_of_a_signature_may_differ_by_15_minutes(sign: int) -> None:
    assert _authenticate(_signed(at=NOW + sign * MAX_SKEW)) == Principal(ACCESS_KEY)
    with pytest.raises(SignatureExpired):
        _authenticate(_signed(at=NOW + sign * (MAX_SKEW + timedelta(seconds=1))))


def test_the_largest_skew_is_that_of_the_cloud() -> None:
    assert timedelta(minutes=15) == MAX_SKEW


@pytest.mark.parametrize("date", ["", "2026-01-02T03:04:05Z", "202612T030405Z", "1767323045"])
def test_a_date_in_another_format_is_refused_although_it_is_signed(date: str) -> None:
    head = _head({"host": "test", "x-sdk-date": date})
    with pytest.raises(SignatureMismatch):
        _authenticate({**head.headers, "authorization": authorization(head, b"{}")})


def test_a_missing_date_is_refused() -> None:
    headers = _signed()
    del headers["x-sdk-date"]
    with pytest.raises(SignatureMismatch):
        _authenticate(headers)


INVALID_SIGNATURES = {
    "incomplete": {"authorization": "SDK-HMAC-SHA256 Access=AK"},
    "wrong secret": _signed(secret_key="another"),
    "unknown key": _signed(access_key="UNKNOWN"),
    "old": _signed(at=NOW - timedelta(days=1)),
}


@pytest.mark.parametrize("invalid", INVALID_SIGNATURES.values(), ids=INVALID_SIGNATURES)
def test_the_token_decides_if_the_signature_is_invalid(invalid: dict[str, str]) -> None:
    assert _authenticate({**invalid, "x-auth-token": TOKEN}) == Principal(token_name(TOKEN))
    with pytest.raises(CredentialError):
        _authenticate({**invalid, "x-auth-token": "unknown"})


@pytest.mark.parametrize("token", ["unknown", TOKEN])
def test_a_valid_signature_decides_if_both_are_sent(token: str) -> None:
    assert _authenticate({**_signed(), "x-auth-token": token}) == Principal(ACCESS_KEY)
