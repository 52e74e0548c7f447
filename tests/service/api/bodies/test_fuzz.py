"""Random JSON bodies and base64."""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pybase64
from hypothesis import given
from hypothesis import strategies as st

from service.api.bodies import keystone
from service.api.bodies.general_text import GeneralTextRequest
from service.api.bodies.json_body import parse
from service.api.bodies.recognition import decode_base64
from service.api.bodies.web_image import WebImageRequest
from service.errors import ImageSizeInvalid, InvalidRequest, MalformedJson, UnsupportedFormat
from tests.service.strategies import MANY_EXAMPLES

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
        data, compact = decode_base64(text), "".join(text.split())

        assert len(data) == len(compact) // 4 * 3 - compact.count("=")
        assert pybase64.b64encode(data).decode()[:-4] == compact[:-4]


@MANY_EXAMPLES
@given(st.binary(), st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(" \t\r\n\v\f"))))
def test_base64_with_any_white_space_is_decoded(data: bytes, spaces: list[tuple[int, str]]) -> None:
    text = pybase64.b64encode(data).decode()
    for place, space in spaces:
        text = text[:place] + space + text[place:]

    assert decode_base64(text) == data
