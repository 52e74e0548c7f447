"""Dice for whatever reads what callers send.

Thrown at: the signature of a request (`signature.py`), the JSON of the bodies (`wire.py`, `keystone.py`), the
base64 of pictures (`wire.py`), tokens (`tokens.py`), and the addresses of pictures (`target.py`).
"""

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

from service.api.auth.signature import Head, is_valid, parse_authorization, parse_date
from service.api.auth.tokens import Grant, Mint
from service.api.bodies import keystone
from service.api.bodies import recognition as wire
from service.api.bodies.general_text import GeneralTextRequest
from service.api.bodies.json_body import parse
from service.api.bodies.web_image import WebImageRequest
from service.download.source import resolve
from service.download.target import IPAddress, is_allowed, target_of
from service.errors import (
    ImageSizeInvalid,
    InvalidRequest,
    MalformedJson,
    UnknownToken,
    UnsupportedFormat,
    UrlNotAllowed,
)
from tests.service.api.bodies.strategies import Signed, changed, signed_requests, spellings

THROWN = settings(deadline=None, derandomize=True, database=None, max_examples=300)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
MINT = Mint("the-key-that-the-tests-sign-with-")
TOKEN = MINT.token(Grant("corp/ann", None, NOW, NOW + timedelta(days=1), "stamp"))

AUTHORIZATION = "SDK-HMAC-SHA256 Access=KEY, SignedHeaders=host;x-sdk-date, Signature=" + "a" * 64


def _nearly(text: str) -> st.SearchStrategy[str]:
    """A text with something else in the place of a part of it."""
    parts = st.tuples(st.integers(0, len(text)), st.text(max_size=4), st.integers(0, len(text)))
    return parts.map(lambda part: text[: part[0]] + part[1] + text[part[2] :])


@THROWN
@given(st.text() | _nearly(AUTHORIZATION), st.text() | _nearly("20260102T030405Z"))
def test_any_text_is_an_authorization_and_a_date_or_none(value: str, date: str) -> None:
    authorization, moment = parse_authorization(value), parse_date(date)

    assert authorization is None or authorization.access_key in value
    assert moment is None or moment.strftime("%Y%m%dT%H%M%SZ") == date


@THROWN
@given(st.binary(), st.binary(), st.dictionaries(st.text(), st.text()), st.binary())
def test_a_signature_of_something_else_is_never_valid(
    path: bytes, query: bytes, headers: dict[str, str], body: bytes
) -> None:
    authorization = parse_authorization(AUTHORIZATION)
    head = Head("POST", path, query, {**headers, "host": "h", "x-sdk-date": "20260102T030405Z"})

    assert authorization is not None
    assert not is_valid(head, body, authorization, "secret")


@THROWN
@given(signed_requests(), st.data())
def test_a_signature_is_valid_for_its_request_and_for_no_other(signed: Signed, data: st.DataObject) -> None:
    authorization = parse_authorization(signed.authorization)
    other = data.draw(changed(signed))

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

READERS: tuple[Callable[[bytes], Any], ...] = (
    partial(parse, model=WebImageRequest),
    partial(parse, model=GeneralTextRequest),
    partial(parse, model=keystone.TokenRequest),
    partial(parse, model=keystone.KeyRequest),
)


@THROWN
@given(st.binary() | (JSON | FIELDS).map(lambda value: json.dumps(value).encode()))
def test_any_body_is_a_request_or_refused(body: bytes) -> None:
    for read in READERS:
        with suppress(MalformedJson, InvalidRequest):
            read(body)


@THROWN
@given(JSON)
def test_whatever_is_json_is_never_called_malformed(value: Any) -> None:
    text = json.dumps(value)
    for read in READERS:
        with suppress(InvalidRequest):
            read(text.encode())


@THROWN
@given(st.text() | st.text("ABCxyz019+/= \n-_"))
def test_any_text_is_base64_or_refused(text: str) -> None:
    with suppress(UnsupportedFormat, ImageSizeInvalid):
        data, told = wire.file_of(text), "".join(text.split())

        assert len(data) == len(told) // 4 * 3 - told.count("=")
        assert pybase64.b64encode(data).decode()[:-4] == told[:-4]


@THROWN
@given(st.binary(), st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(" \t\r\n\v\f"))))
def test_bytes_come_back_from_base64_whatever_white_space_is_in_it(
    data: bytes, spaces: list[tuple[int, str]]
) -> None:
    text = pybase64.b64encode(data).decode()
    for place, space in spaces:
        text = text[:place] + space + text[place:]

    assert wire.file_of(text) == data


@THROWN
@given(st.text() | _nearly(TOKEN).filter(lambda text: text != TOKEN))
def test_any_text_is_no_token(text: str) -> None:
    with pytest.raises(UnknownToken):
        MINT.read(text, NOW)


@THROWN
@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="utf-8") | st.sampled_from("AZaz09-_.="))
def test_a_token_with_another_character_is_unknown(place: int, character: str) -> None:
    other = TOKEN[:place] + character + TOKEN[place + 1 :]

    if other != TOKEN:
        with pytest.raises(UnknownToken):
            MINT.read(other, NOW)


@THROWN
@given(
    st.text() | _nearly("https://[2606:4700::1111]:443/a.png?b=c#d") | st.text("ps:/[]@.0x1%a?#", max_size=30)
)
def test_any_text_is_an_address_or_not_allowed(text: str) -> None:
    with suppress(UrlNotAllowed):
        target = target_of(text if "/" in text else f"http://{text}")
        said = target.authority + target.path

        assert said.isascii()
        assert said.isprintable()
        assert " " not in said
        assert "@" not in target.authority
        assert 0 < target.port < 65536


PRIVATE = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    *("::/96", "64:ff9b:1::/48", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8"),
)
"""Networks that no picture is fetched from, after IANA's registries of special addresses."""


@THROWN
@given(st.sampled_from(PRIVATE).flatmap(lambda network: st.ip_addresses(network=network)), st.data())
def test_no_private_address_is_allowed_in_any_spelling(address: IPAddress, data: st.DataObject) -> None:
    host = data.draw(st.sampled_from(list(spellings(address))))
    found = resolve(target_of(f"http://{host}/").host)

    assert found
    assert not any(is_allowed(each) for each in found)
