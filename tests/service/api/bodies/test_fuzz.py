"""Random input for every parser of client data: signatures, JSON bodies, base64, tokens and urls."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pybase64
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.api.auth.signature import RequestHead, is_valid, parse_authorization, parse_date
from service.api.auth.tokens import Grant, TokenIssuer
from service.api.bodies import keystone, recognition
from service.api.bodies.general_text import GeneralTextRequest
from service.api.bodies.json_body import parse
from service.api.bodies.web_image import WebImageRequest
from service.download.source import resolve
from service.download.target import IPAddress, is_allowed, parse_url
from service.errors import (
    ImageSizeInvalid,
    InvalidRequest,
    MalformedJson,
    UnknownToken,
    UnsupportedFormat,
    UrlNotAllowed,
)
from tests.service.api.bodies.strategies import SignedRequest, changes_of, signed_requests, spellings

MANY_EXAMPLES = settings(deadline=None, derandomize=True, database=None, max_examples=300)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ISSUER = TokenIssuer("the-key-that-the-tests-sign-with-")
TOKEN = ISSUER.token(
    Grant(
        principal="corp/ann",
        project=None,
        issued_at=NOW,
        expires_at=NOW + timedelta(days=1),
        fingerprint="stamp",
    )
)

AUTHORIZATION = "SDK-HMAC-SHA256 Access=KEY, SignedHeaders=host;x-sdk-date, Signature=" + "a" * 64


def _variants_of(text: str) -> st.SearchStrategy[str]:
    """Draws copies of a text with a part replaced."""
    parts = st.tuples(st.integers(0, len(text)), st.text(max_size=4), st.integers(0, len(text)))
    return parts.map(lambda part: text[: part[0]] + part[1] + text[part[2] :])


@MANY_EXAMPLES
@given(st.text() | _variants_of(AUTHORIZATION), st.text() | _variants_of("20260102T030405Z"))
def test_any_text_is_parsed_as_authorization_and_date_or_gives_none(value: str, date: str) -> None:
    authorization, moment = parse_authorization(value), parse_date(date)

    assert authorization is None or authorization.access_key in value
    assert moment is None or moment.strftime("%Y%m%dT%H%M%SZ") == date


@MANY_EXAMPLES
@given(st.binary(), st.binary(), st.dictionaries(st.text(), st.text()), st.binary())
def test_a_made_up_signature_is_never_valid(
    path: bytes, query: bytes, headers: dict[str, str], body: bytes
) -> None:
    authorization = parse_authorization(AUTHORIZATION)
    head = RequestHead("POST", path, query, {**headers, "host": "h", "x-sdk-date": "20260102T030405Z"})

    assert authorization is not None
    assert not is_valid(head, body, authorization, "secret")


@MANY_EXAMPLES
@given(signed_requests(), st.data())
def test_a_signature_is_valid_for_its_request_and_for_no_other(
    signed: SignedRequest, data: st.DataObject
) -> None:
    authorization = parse_authorization(signed.authorization)
    other = data.draw(changes_of(signed))

    assert authorization is not None
    assert is_valid(signed.head, signed.body, authorization, signed.secret_key)
    assert not is_valid(other.head, other.body, authorization, other.secret_key)


NAMES = [
    *("image", "url", "detect_direction", "extract_type", "character_mode", "language", "auth", "identity"),
    *("methods", "password", "user", "name", "domain", "id", "token", "duration_seconds", "scope", "project"),
]
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["password", "token", "image_size", "contact_info"])
)
JSON = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner, max_size=5)
    ),
)
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES[:6], JSON))

PARSERS: tuple[Callable[[bytes], Any], ...] = (
    partial(parse, model=WebImageRequest),
    partial(parse, model=GeneralTextRequest),
    partial(parse, model=keystone.TokenRequest),
    partial(parse, model=keystone.KeyRequest),
)


@MANY_EXAMPLES
@given(st.binary() | (JSON | FIELDS).map(lambda value: json.dumps(value).encode()))
def test_any_body_is_parsed_or_refused(body: bytes) -> None:
    for parse_body in PARSERS:
        with suppress(MalformedJson, InvalidRequest):
            parse_body(body)


@MANY_EXAMPLES
@given(JSON)
def test_valid_json_is_never_malformed(value: Any) -> None:
    text = json.dumps(value)
    for parse_body in PARSERS:
        with suppress(InvalidRequest):
            parse_body(text.encode())


@MANY_EXAMPLES
@given(st.text() | st.text("ABCxyz019+/= \n-_"))
def test_any_text_is_decoded_as_base64_or_refused(text: str) -> None:
    with suppress(UnsupportedFormat, ImageSizeInvalid):
        data, compact = recognition.decode_base64(text), "".join(text.split())

        assert len(data) == len(compact) // 4 * 3 - compact.count("=")
        assert pybase64.b64encode(data).decode()[:-4] == compact[:-4]


@MANY_EXAMPLES
@given(st.binary(), st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(" \t\r\n\v\f"))))
def test_base64_with_any_white_space_is_decoded(data: bytes, spaces: list[tuple[int, str]]) -> None:
    text = pybase64.b64encode(data).decode()
    for place, space in spaces:
        text = text[:place] + space + text[place:]

    assert recognition.decode_base64(text) == data


@MANY_EXAMPLES
@given(st.text() | _variants_of(TOKEN).filter(lambda text: text != TOKEN))
def test_any_text_is_an_unknown_token(text: str) -> None:
    with pytest.raises(UnknownToken):
        ISSUER.read(text, NOW)


@MANY_EXAMPLES
@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="utf-8") | st.sampled_from("AZaz09-_.="))
def test_a_token_with_a_changed_character_is_unknown(place: int, character: str) -> None:
    other = TOKEN[:place] + character + TOKEN[place + 1 :]

    if other != TOKEN:
        with pytest.raises(UnknownToken):
            ISSUER.read(other, NOW)


@MANY_EXAMPLES
@given(
    st.text()
    | _variants_of("https://[2606:4700::1111]:443/a.png?b=c#d")
    | st.text("ps:/[]@.0x1%a?#", max_size=30)
)
def test_any_text_is_parsed_as_a_url_or_not_allowed(text: str) -> None:
    with suppress(UrlNotAllowed):
        target = parse_url(text if "/" in text else f"http://{text}")
        sent = target.authority + target.path

        assert sent.isascii()
        assert sent.isprintable()
        assert " " not in sent
        assert "@" not in target.authority
        assert 0 < target.port < 65536


PRIVATE = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    *("::/96", "64:ff9b:1::/48", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8"),
)
"""Networks that no picture is downloaded from, from IANA's special-purpose address registries."""


@MANY_EXAMPLES
@given(st.sampled_from(PRIVATE).flatmap(lambda network: st.ip_addresses(network=network)), st.data())
def test_a_private_address_is_forbidden_in_every_spelling(address: IPAddress, data: st.DataObject) -> None:
    host = data.draw(st.sampled_from(list(spellings(address))))
    addresses = resolve(parse_url(f"http://{host}/").host)

    assert addresses
    assert not any(is_allowed(each) for each in addresses)
