"""What is signed and kept nowhere."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey

from service.api.auth.principal import Project
from service.api.auth.tokens import LIFETIME, Grant, Mint, said
from service.errors import TokenExpired, UnknownToken

SIGNING_KEY = "the-key-that-the-tests-sign-with-"
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
GRANT = Grant("corp/安", Project("p1", "cn-north-4"), NOW, NOW + LIFETIME, "stamp")
MINT = Mint(SIGNING_KEY)
TOKEN = MINT.token(GRANT)
HEAD, CLAIMS, SIGNATURE = TOKEN.split(".")


def _part(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.mark.parametrize("grant", [GRANT, replace(GRANT, project=None), replace(GRANT, access_key="T1")])
def test_a_token_says_what_it_was_told(grant: Grant) -> None:
    assert MINT.read(MINT.token(grant), NOW) == grant


def test_a_token_lives_for_a_day() -> None:
    assert timedelta(hours=24) == LIFETIME
    assert MINT.read(TOKEN, NOW + LIFETIME - timedelta(microseconds=1))
    with pytest.raises(TokenExpired) as caught:
        MINT.read(TOKEN, NOW + LIFETIME)
    assert caught.value.expires_at == "2026-01-03T03:04:05.678901Z"


def test_a_moment_is_told_in_utc() -> None:
    assert said(NOW.astimezone(timezone(timedelta(hours=8)))) == "2026-01-02T03:04:05.678901Z"


def test_a_token_fits_into_a_header() -> None:
    assert TOKEN.isascii()
    assert len(TOKEN) < 1000


def test_a_token_of_another_key_is_unknown() -> None:
    with pytest.raises(UnknownToken):
        MINT.read(Mint(SIGNING_KEY[::-1]).token(GRANT), NOW)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("AZaz09-_.="))
def test_a_token_with_another_character_says_the_same_or_is_unknown(place: int, character: str) -> None:
    """The last character of base64 has bits that mean nothing."""
    changed = TOKEN[:place] + character + TOKEN[place + 1 :]
    try:
        assert MINT.read(changed, NOW) == GRANT
    except UnknownToken:
        assert changed != TOKEN


FORGED = {
    "no algorithm": f"{_part({'alg': 'none'})}.{CLAIMS}.",
    "no algorithm, in other letters": f"{_part({'alg': 'None'})}.{CLAIMS}.{SIGNATURE}",
    "no signature": f"{HEAD}.{CLAIMS}.",
    "no head": f"{_part({})}.{CLAIMS}.{SIGNATURE}",
    "another algorithm": jwt.encode(
        {"alg": "HS512"}, {"sub": "corp/ann"}, OctKey.import_key(SIGNING_KEY * 2), algorithms=["HS512"]
    ),
    "other claims": f"{HEAD}.{_part({'sub': 'corp/bob'})}.{SIGNATURE}",
    "an algorithm that is a list": f"{_part({'alg': ['HS256']})}.{CLAIMS}.{SIGNATURE}",
    "a head that is a list": f"{_part([])}.{CLAIMS}.{SIGNATURE}",
    "a head that is a number": f"{_part(1)}.{CLAIMS}.{SIGNATURE}",
    "crit that is a number": f"{_part({'alg': 'HS256', 'crit': 5})}.{CLAIMS}.{SIGNATURE}",
    "crit that is not known": f"{_part({'alg': 'HS256', 'crit': ['x']})}.{CLAIMS}.{SIGNATURE}",
    "a deep head": f"{_part(b'[' * 200 + b']' * 200)}.{CLAIMS}.{SIGNATURE}",
    "a head without a bottom": f"{_part(b'[' * 300_000)}.{CLAIMS}.{SIGNATURE}",
    "a huge number": f"{_part(b'1' * 5000)}.{CLAIMS}.{SIGNATURE}",
    "no UTF-8": f"{_part(bytes([255, 254]))}.{CLAIMS}.{SIGNATURE}",
    "encrypted": f"{_part({'alg': 'dir', 'enc': 'A256GCM'})}..AAAA.AAAA.AAAA",
    "encrypted, with nonsense": f"{_part({'alg': ['dir'], 'enc': [], 'zip': 'DEF'})}.AA.AAAA.AAAA.AAAA",
    "empty": "",
    "dots": "..",
    "not base64": "!.!.!",
    "other letters": "é.é.é",
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED)
def test_what_was_not_signed_here_is_unknown(token: str) -> None:
    with pytest.raises(UnknownToken):
        MINT.read(token, NOW)


@pytest.mark.parametrize("depth", [10, 1000, 100_000])
def test_a_head_that_is_too_deep_to_read_is_unknown(monkeypatch: pytest.MonkeyPatch, depth: int) -> None:
    """Whatever the length that the library lets through."""
    monkeypatch.setattr("joserfc._rfc7515.registry.JWSRegistry.max_header_length", 10**9, raising=False)
    with pytest.raises(UnknownToken):
        MINT.read(f"{_part(b'[' * depth + b']' * depth)}.{CLAIMS}.{SIGNATURE}", NOW)


@pytest.mark.parametrize(
    "claims", [{}, {"sub": "corp/ann"}, {"sub": 1, "project": 5, "iat": "x", "exp": None}]
)
def test_a_token_that_somebody_else_signed_with_the_same_key_is_unknown(claims: dict[str, Any]) -> None:
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SIGNING_KEY))
    with pytest.raises(UnknownToken):
        MINT.read(token, NOW)


@given(st.text())
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(UnknownToken):
        MINT.read(text, NOW)


def test_stamps_tell_secrets_apart_and_nothing_of_them() -> None:
    assert MINT.stamp("a") == MINT.stamp("a") != MINT.stamp("b")
    assert MINT.stamp("a") != Mint(SIGNING_KEY[::-1]).stamp("a")
    assert "secret" not in MINT.token(replace(GRANT, stamp=MINT.stamp("secret")))


def test_temporary_keys_differ_and_look_like_the_clouds() -> None:
    one, other = MINT.temporary_key(GRANT), MINT.temporary_key(GRANT)

    assert one.access_key != other.access_key
    assert one.secret_key != other.secret_key
    assert (len(one.access_key), len(one.secret_key)) == (20, 40)
    assert one.access_key.isalnum()


def test_a_security_token_says_whose_key_it_belongs_to_and_holds_no_secret() -> None:
    key = MINT.temporary_key(GRANT)
    inside = base64.urlsafe_b64decode(key.security_token.split(".")[1] + "==")

    assert MINT.read(key.security_token, NOW) == replace(GRANT, access_key=key.access_key)
    assert key.secret_key.encode() not in inside
    assert (key.secret_key, key.expires_at) == (MINT.secret_key(key.access_key), GRANT.expires_at)
