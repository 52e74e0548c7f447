"""Who is let in by what, with a clock that the test holds."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.api.auth.principal import Principal
from service.api.auth.schemes import SKEW, Keyring, authenticate, proofs, token_name
from service.api.auth.signature import Head
from service.credentials import Credentials
from service.errors import (
    CredentialError,
    MissingCredential,
    SignatureExpired,
    SignatureMismatch,
    UnknownToken,
)
from tests.service.api.app_harness import (
    ACCESS_KEY,
    CREDENTIALS,
    SIGNING_KEY,
    TOKEN,
    WEB_IMAGE,
    authorization,
    signed,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def _head(headers: Mapping[str, str]) -> Head:
    return Head("POST", WEB_IMAGE.encode(), b"", headers)


def _signed(body: bytes = b"{}", *, at: datetime = NOW, **more: Any) -> dict[str, str]:
    return signed("POST", WEB_IMAGE, body, at=at, **more)


def _let_in(headers: Mapping[str, str], body: bytes = b"{}", keyring: Keyring | None = None) -> Principal:
    return authenticate(proofs(_head(headers), keyring or Keyring(CREDENTIALS), NOW), body)


def test_a_static_token_is_let_in_under_a_name_that_does_not_hold_it() -> None:
    principal = _let_in({"x-auth-token": TOKEN})

    assert principal == Principal(token_name(TOKEN))
    assert TOKEN not in principal.name


@pytest.mark.parametrize(
    "token", ["another", TOKEN[:-1], TOKEN + " ", TOKEN.upper(), "Первый", token_name(TOKEN)]
)
def test_an_unknown_token_is_refused(token: str) -> None:
    with pytest.raises(UnknownToken):
        _let_in({"x-auth-token": token})


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
def test_nothing_that_is_known_here_is_a_missing_credential(headers: dict[str, str]) -> None:
    with pytest.raises(MissingCredential):
        _let_in(headers)


@pytest.mark.parametrize("scheme", ["SDK-HMAC-SM3", "SDK-HMAC-SHA256-X", "SDK-HMAC-SHA512"])
def test_a_good_signature_under_another_algorithms_name_is_refused(scheme: str) -> None:
    headers = _signed()
    headers["authorization"] = headers["authorization"].replace("SDK-HMAC-SHA256", scheme)
    with pytest.raises(CredentialError):
        _let_in(headers)


def test_a_service_without_credentials_lets_nobody_in() -> None:
    nobody = Keyring(Credentials(signing_key=SIGNING_KEY))
    for headers, refused in (({"x-auth-token": "x"}, UnknownToken), (_signed(), SignatureMismatch)):
        with pytest.raises(refused):
            _let_in(headers, keyring=nobody)


def test_a_service_without_a_signing_key_does_not_start() -> None:
    """An empty key would let everybody sign tokens."""
    with pytest.raises(ValueError, match="signing key"):
        Keyring(Credentials(tokens=(TOKEN,)))


def test_a_signed_request_is_let_in() -> None:
    assert _let_in(_signed()) == Principal(ACCESS_KEY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret_key": "another"},
        {"secret_key": ""},
        {"access_key": "UNKNOWN"},
        {"access_key": "UNKNOWN", "secret_key": ""},
    ],
)
def test_a_wrong_secret_and_an_unknown_key_are_refused_alike_and_after_the_body(
    wrong: dict[str, Any],
) -> None:
    """Were the unknown key refused by its head, its sender would know before the body is asked for."""
    promised = proofs(_head(_signed(**wrong)), Keyring(CREDENTIALS), NOW)
    with pytest.raises(SignatureMismatch):
        authenticate(promised, b"{}")


def test_a_signature_of_another_body_is_refused() -> None:
    with pytest.raises(SignatureMismatch):
        _let_in(_signed(b"{}"), b"[]")


@pytest.mark.parametrize("way", [1, -1])
def test_a_signature_is_good_for_a_quarter_of_an_hour_either_way(way: int) -> None:
    assert _let_in(_signed(at=NOW + way * SKEW)) == Principal(ACCESS_KEY)
    with pytest.raises(SignatureExpired):
        _let_in(_signed(at=NOW + way * (SKEW + timedelta(seconds=1))))


def test_the_quarter_of_an_hour_is_the_clouds() -> None:
    assert timedelta(minutes=15) == SKEW


@pytest.mark.parametrize("date", ["", "2026-01-02T03:04:05Z", "202612T030405Z", "1767323045"])
def test_a_date_in_another_form_is_refused_though_it_is_signed(date: str) -> None:
    head = _head({"host": "test", "x-sdk-date": date})
    with pytest.raises(SignatureMismatch):
        _let_in({**head.headers, "authorization": authorization(head, b"{}")})


def test_a_date_that_is_missing_is_refused() -> None:
    headers = _signed()
    del headers["x-sdk-date"]
    with pytest.raises(SignatureMismatch):
        _let_in(headers)


BROKEN = [
    {"authorization": "SDK-HMAC-SHA256 Access=AK"},
    _signed(secret_key="another"),
    _signed(access_key="UNKNOWN"),
    _signed(at=NOW - timedelta(days=1)),
]
IN_WORDS = ["broken", "wrong", "of an unknown key", "old"]


@pytest.mark.parametrize("broken", BROKEN, ids=IN_WORDS)
def test_a_signature_that_is_not_valid_lets_the_token_decide(broken: dict[str, str]) -> None:
    assert _let_in({**broken, "x-auth-token": TOKEN}) == Principal(token_name(TOKEN))
    with pytest.raises(CredentialError):
        _let_in({**broken, "x-auth-token": "unknown"})


@pytest.mark.parametrize("token", ["unknown", TOKEN])
def test_a_valid_signature_decides_where_both_are_shown(token: str) -> None:
    assert _let_in({**_signed(), "x-auth-token": token}) == Principal(ACCESS_KEY)
