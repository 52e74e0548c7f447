"""The common parts of recognition requests and responses. `every_api` tests run for every API."""

import base64

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.page import TextLine
from service.api.bodies.general_text import GeneralTextRequest
from service.api.bodies.json_body import parse
from service.api.bodies.recognition import LONGEST_BASE64, RecognitionRequest, block, decode_base64, location
from service.api.bodies.web_image import WebImageRequest
from service.errors import ImageSizeInvalid, InvalidRequest, MalformedJson, UnsupportedFormat

PICTURE = base64.b64encode(b"a picture").decode()
URL = "http://example.com/a.png"

every_api = pytest.mark.parametrize("model", [WebImageRequest, GeneralTextRequest])


def _body(**fields: object) -> bytes:
    return orjson.dumps({"image": PICTURE, **fields})


MALFORMED = {
    "empty": b"",
    "cut off": b'{"image":"QUFB"',
    "missing value": b'{"image":}',
    "a form": b"image=QUFB",
    "not UTF-8": b'{"image":"\xff"}',
    "lone surrogate": b'{"image":"\\ud800"}',
    "UTF-16": '{"image":"QUFB"}'.encode("utf-16"),
    "two values": b'{"image":"QUFB"}{}',
    "nested too deeply": b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b',"image":"QUFB"}',
}


@every_api
@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_body_that_is_not_json_is_malformed(model: type[RecognitionRequest], body: bytes) -> None:
    with pytest.raises(MalformedJson):
        parse(body, model)


@every_api
@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'"text"',
        b"null",
        b"7",
        b"{}",
        b'{"image": null}',
        b'{"image": ""}',
        b'{"image": "", "url": ""}',
        b'{"image": null, "url": null}',
        b'{"image": 7}',
        b'{"image": ["QUFB"]}',
        b'{"url": {}}',
        b'{"Image": "QUFB"}',
        _body(url=URL),
        _body(url=7),
        _body(detect_direction="true"),
        _body(detect_direction="True"),
        _body(detect_direction=1),
        _body(detect_direction=0),
        _body(detect_direction=""),
        _body(detect_direction=[]),
    ],
)
def test_wrong_parameters_are_invalid(model: type[RecognitionRequest], body: bytes) -> None:
    with pytest.raises(InvalidRequest):
        parse(body, model)


@every_api
@pytest.mark.parametrize("absent", [{"url": None}, {"url": ""}, {}])
def test_the_picture_may_be_in_the_body(model: type[RecognitionRequest], absent: dict[str, object]) -> None:
    request = parse(_body(**absent), model)

    assert request.image == PICTURE
    assert not request.url


@every_api
@pytest.mark.parametrize("absent", [{"image": None}, {"image": ""}, {}])
def test_the_picture_may_be_given_by_its_url(
    model: type[RecognitionRequest], absent: dict[str, object]
) -> None:
    request = parse(orjson.dumps({"url": URL, **absent}), model)

    assert request.url == URL
    assert not request.image


@every_api
def test_unknown_fields_are_ignored(model: type[RecognitionRequest]) -> None:
    assert parse(_body(pdf_page_number="x", anything={"deep": [1]}), model).image == PICTURE


@every_api
def test_the_last_of_repeated_fields_counts(model: type[RecognitionRequest]) -> None:
    assert parse(b'{"image":"QUFB","image":"QUFC"}', model).image == "QUFC"


@given(st.binary(), st.sampled_from(["", "\n", "\r\n", " ", "\t", "\v", "\f"]))
def test_white_space_in_base64_is_ignored(data: bytes, separator: str) -> None:
    assert decode_base64(separator.join(base64.b64encode(data).decode())) == data


def test_base64_in_lines_is_decoded() -> None:
    data = bytes(range(256)) * 10

    assert decode_base64(base64.encodebytes(data).decode()) == data


@pytest.mark.parametrize(
    "image",
    [
        "data:image/png;base64," + PICTURE,
        "QUFBQQ",
        "QUFBQQ=",
        "QUFBQQ===",
        PICTURE[:-1],
        PICTURE + "=",
        PICTURE[:4] + "=" + PICTURE[4:],
        "A",
        "====",
        "-_-_",
        "ab-_",
        "图片" + PICTURE,
        "QUFB\x00QUFB",
        "QUFB\u00a0QUFB",
        "QUFB\u3000QUFB",
        "%2B%2F",
    ],
)
def test_invalid_base64_is_an_unsupported_format(image: str) -> None:
    with pytest.raises(UnsupportedFormat):
        decode_base64(image)


def test_the_limit_is_10_mb_of_base64() -> None:
    assert LONGEST_BASE64 == 10_485_760
    assert len(decode_base64("A" * LONGEST_BASE64)) == LONGEST_BASE64 // 4 * 3


@pytest.mark.parametrize("character", ["A", "!", " "], ids=["base64", "nonsense", "white space"])
def test_the_limit_counts_all_characters_before_decoding(character: str) -> None:
    with pytest.raises(ImageSizeInvalid):
        decode_base64(character * (LONGEST_BASE64 + 1))


def test_a_line_has_the_form_of_the_cloud() -> None:
    quad = np.array([[13, 476], [91.4, 332], [125, 350.6], [48, 494]], np.float32)

    assert block(TextLine(quad, "文字块1", 0.99496)) == {
        "words": "文字块1",
        "confidence": 0.995,
        "location": [[13, 476], [91, 332], [125, 351], [48, 494]],
    }


def test_coordinates_are_written_without_a_decimal_point() -> None:
    """Go clients reject 12.0."""
    assert orjson.dumps(location(np.full((4, 2), 12, np.float32))) == b"[[12,12],[12,12],[12,12],[12,12]]"


@pytest.mark.parametrize(("score", "expected"), [(1.0, 1.0), (0.123449, 0.1234), (0.99996, 1.0), (0.5, 0.5)])
def test_scores_are_rounded_to_four_decimals(score: float, expected: float) -> None:
    line = TextLine(np.zeros((4, 2), np.float32), "a", score)

    assert block(line)["confidence"] == expected
