"""Tokens and temporary keys, which are signed and not stored."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from service.api.auth.principal import Project
from service.api.auth.tokens import LIFETIME, Grant, TokenIssuer, utc_timestamp
from service.errors import TokenExpired, UnknownToken

SIGNING_KEY = "the-key-that-the-tests-sign-with-"
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
GRANT = Grant(
    principal="corp/安",
    project=Project("p1", "cn-north-4"),
    issued_at=NOW,
    expires_at=NOW + LIFETIME,
    fingerprint="stamp",
)
ISSUER = TokenIssuer(SIGNING_KEY)
TOKEN = ISSUER.token(GRANT)
HEADER, CLAIMS, SIGNATURE = TOKEN.split(".")


def _base64(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.mark.parametrize("grant", [GRANT, replace(GRANT, project=None), replace(GRANT, access_key="T1")])
def test_a_token_carries_its_grant(grant: Grant) -> None:
    assert ISSUER.read(ISSUER.token(grant), NOW) == grant


def test_a_token_is_valid_for_24_hours() -> None:
    assert timedelta(hours=24) == LIFETIME
    assert ISSUER.read(TOKEN, NOW + LIFETIME - timedelta(microseconds=1))
    with pytest.raises(TokenExpired) as caught:
        ISSUER.read(TOKEN, NOW + LIFETIME)
    assert caught.value.expires_at == "2026-01-03T03:04:05.678901Z"


def test_a_timestamp_is_in_utc() -> None:
    assert utc_timestamp(NOW.astimezone(timezone(timedelta(hours=8)))) == "2026-01-02T03:04:05.678901Z"


def test_a_token_fits_into_a_header() -> None:
    assert TOKEN.isascii()
    assert len(TOKEN) < 1000


def test_a_token_signed_with_another_key_is_unknown() -> None:
    with pytest.raises(UnknownToken):
        ISSUER.read(TokenIssuer(SIGNING_KEY[::-1]).token(GRANT), NOW)


FORGED = {
    "no algorithm": f"{_base64({'alg': 'none'})}.{CLAIMS}.",
    "no algorithm, in other case": f"{_base64({'alg': 'None'})}.{CLAIMS}.{SIGNATURE}",
    "no signature": f"{HEADER}.{CLAIMS}.",
    "an empty header": f"{_base64({})}.{CLAIMS}.{SIGNATURE}",
    "another algorithm": jwt.encode(
        {"alg": "HS512"}, {"sub": "corp/ann"}, OctKey.import_key(SIGNING_KEY * 2), algorithms=["HS512"]
    ),
    "other claims": f"{HEADER}.{_base64({'sub': 'corp/bob'})}.{SIGNATURE}",
    "algorithm is a list": f"{_base64({'alg': ['HS256']})}.{CLAIMS}.{SIGNATURE}",
    "header is a list": f"{_base64([])}.{CLAIMS}.{SIGNATURE}",
    "header is a number": f"{_base64(1)}.{CLAIMS}.{SIGNATURE}",
    "crit is a number": f"{_base64({'alg': 'HS256', 'crit': 5})}.{CLAIMS}.{SIGNATURE}",
    "crit is unknown": f"{_base64({'alg': 'HS256', 'crit': ['x']})}.{CLAIMS}.{SIGNATURE}",
    "a nested header": f"{_base64(b'[' * 200 + b']' * 200)}.{CLAIMS}.{SIGNATURE}",
    "an endlessly nested header": f"{_base64(b'[' * 300_000)}.{CLAIMS}.{SIGNATURE}",
    "a huge number": f"{_base64(b'1' * 5000)}.{CLAIMS}.{SIGNATURE}",
    "not UTF-8": f"{_base64(bytes([255, 254]))}.{CLAIMS}.{SIGNATURE}",
    "encrypted": f"{_base64({'alg': 'dir', 'enc': 'A256GCM'})}..AAAA.AAAA.AAAA",
    "encrypted, invalid fields": f"{_base64({'alg': ['dir'], 'enc': [], 'zip': 'DEF'})}.AA.AAAA.AAAA.AAAA",
    "empty": "",
    "dots": "..",
    "not base64": "!.!.!",
    "non-ASCII": "é.é.é",
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_unknown(token: str) -> None:
    with pytest.raises(UnknownToken):
        ISSUER.read(token, NOW)


@pytest.mark.parametrize("depth", [10, 1000, 100_000])
def test_a_header_that_is_nested_too_deeply_is_unknown(monkeypatch: pytest.MonkeyPatch, depth: int) -> None:
    """The result does not depend on the length limit of the library."""
    monkeypatch.setattr("joserfc._rfc7515.registry.JWSRegistry.max_header_length", 10**9, raising=False)
    with pytest.raises(UnknownToken):
        ISSUER.read(f"{_base64(b'[' * depth + b']' * depth)}.{CLAIMS}.{SIGNATURE}", NOW)


@pytest.mark.parametrize(
    "claims", [{}, {"sub": "corp/ann"}, {"sub": 1, "project": 5, "iat": "x", "exp": None}]
)
def test_a_signed_token_with_other_claims_is_unknown(claims: dict[str, Any]) -> None:
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SIGNING_KEY))
    with pytest.raises(UnknownToken):
        ISSUER.read(token, NOW)


def test_fingerprints_differ_by_secret_and_do_not_reveal_it() -> None:
    assert ISSUER.fingerprint("a") == ISSUER.fingerprint("a") != ISSUER.fingerprint("b")
    assert ISSUER.fingerprint("a") != TokenIssuer(SIGNING_KEY[::-1]).fingerprint("a")
    assert "secret" not in ISSUER.token(replace(GRANT, fingerprint=ISSUER.fingerprint("secret")))


def test_temporary_keys_are_unique_and_as_long_as_the_clouds() -> None:
    one, other = ISSUER.temporary_key(GRANT), ISSUER.temporary_key(GRANT)

    assert one.access_key != other.access_key
    assert one.secret_key != other.secret_key
    assert (len(one.access_key), len(one.secret_key)) == (20, 40)
    assert one.access_key.isalnum()


def test_a_security_token_names_its_key_but_holds_no_secret() -> None:
    key = ISSUER.temporary_key(GRANT)
    payload = base64.urlsafe_b64decode(key.security_token.split(".")[1] + "==")

    assert ISSUER.read(key.security_token, NOW) == replace(GRANT, access_key=key.access_key)
    assert key.secret_key.encode() not in payload
    assert (key.secret_key, key.expires_at) == (ISSUER.secret_key(key.access_key), GRANT.expires_at)
