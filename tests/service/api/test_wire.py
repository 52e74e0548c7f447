import base64

import numpy as np
import orjson
import pytest

from models.page import Page, TextLine
from service.api.wire import LONGEST_BASE64, parse, picture_of, render
from service.engine.pipeline import ReadOptions
from service.errors import ImageSizeInvalid, InvalidRequest, MalformedJson, UnsupportedFormat, UrlNotAllowed

PICTURE = base64.b64encode(b"a picture").decode()


def _body(**fields: object) -> bytes:
    return orjson.dumps({"image": PICTURE, **fields})


@pytest.mark.parametrize("body", [b"", b"{", b'{"image":}', b"\xff\xfe", b'{"image":"\xff"}', b"image=abc"])
def test_what_is_not_json_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedJson):
        parse(body)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'"text"',
        b"null",
        b"{}",
        b'{"image": null}',
        b'{"image": ""}',
        b'{"image": "", "url": ""}',
        b'{"image": 7}',
        b'{"image": ["QUFB"]}',
        _body(url="http://example.com/a.png"),
        _body(detect_direction="true"),
        _body(detect_direction=1),
        _body(detect_text_direction="False"),
        _body(detect_font=0),
        _body(extract_type="image_size"),
        _body(extract_type=[1] * 1000),
        _body(extract_type=["image_size"] * 17),
        _body(extract_type=["text"]),
        _body(extract_type=[1]),
        _body(extract_type={"image_size": True}),
    ],
)
def test_wrong_parameters_are_invalid(body: bytes) -> None:
    with pytest.raises(InvalidRequest):
        parse(body)


def test_defaults_are_the_ones_of_the_api_page() -> None:
    assert parse(_body()).options == ReadOptions(any_direction=True)


@pytest.mark.parametrize(
    "absent", ["detect_direction", "detect_text_direction", "detect_font", "extract_type", "url"]
)
def test_null_counts_as_absent(absent: str) -> None:
    assert parse(_body(**{absent: None})).options == ReadOptions()


def test_an_empty_string_counts_as_absent_beside_the_other() -> None:
    assert picture_of(parse(_body(url=""))) == b"a picture"


def test_unknown_fields_are_ignored() -> None:
    assert picture_of(parse(_body(language="zh", quick_mode="x"))) == b"a picture"


@pytest.mark.parametrize(("whole", "lines", "expected"), [(False, False, False), (True, False, True)])
def test_lines_are_taken_as_upright_only_where_nothing_may_be_turned(
    whole: bool, lines: bool, expected: bool
) -> None:
    request = parse(_body(detect_direction=whole, detect_text_direction=lines))

    assert request.options == ReadOptions(any_direction=expected)


@pytest.mark.parametrize("separator", ["\n", "\r\n", " ", "\t"])
def test_white_space_between_the_characters_is_tolerated(separator: str) -> None:
    assert picture_of(parse(_body(image=separator.join(PICTURE)))) == b"a picture"


@pytest.mark.parametrize(
    "image",
    [
        "data:image/png;base64," + PICTURE,
        PICTURE[:-1],
        PICTURE + "=",
        PICTURE[:4] + "=" + PICTURE[4:],
        PICTURE.replace(PICTURE[2], "-"),
        "图片" + PICTURE,
        "QUFB\x00QUFB",
        "%" * 8,
    ],
)
def test_what_is_not_standard_base64_is_an_unsupported_format(image: str) -> None:
    with pytest.raises(UnsupportedFormat):
        picture_of(parse(_body(image=image)))


def test_the_length_of_the_base64_is_counted_before_it_is_decoded() -> None:
    assert len(picture_of(parse(_body(image="A" * LONGEST_BASE64)))) == LONGEST_BASE64 // 4 * 3
    with pytest.raises(ImageSizeInvalid):
        picture_of(parse(_body(image="!" * (LONGEST_BASE64 + 1))))


def test_an_address_is_refused_in_the_documented_words() -> None:
    with pytest.raises(UrlNotAllowed):
        picture_of(parse(b'{"url": "http://example.com/a.png"}'))


def _page(*lines: TextLine) -> Page:
    return Page(640, 480, lines)


def test_an_answer_has_the_form_of_the_api_page() -> None:
    quad = np.array([[13, 476], [91.4, 332], [125, 350.6], [48, 494]], np.float32)
    answer = orjson.loads(render(_page(TextLine(quad, "文字块1", 0.99496)), parse(_body())))

    assert answer == {
        "result": {
            "words_block_count": 1,
            "words_block_list": [
                {
                    "words": "文字块1",
                    "confidence": 0.995,
                    "location": [[13, 476], [91, 332], [125, 351], [48, 494]],
                }
            ],
            "extracted_data": {},
        }
    }


def test_coordinates_are_written_without_a_fraction() -> None:
    line = TextLine(np.full((4, 2), 12, np.float32), "a", 1.0)

    assert b"[[12,12],[12,12],[12,12],[12,12]]" in render(_page(line), parse(_body()))


def test_the_size_of_the_picture_is_given_where_it_is_asked_for() -> None:
    answer = orjson.loads(render(_page(), parse(_body(extract_type=["image_size"]))))

    assert answer["result"] == {
        "words_block_count": 0,
        "words_block_list": [],
        "extracted_data": {"image_size": {"height": 480, "width": 640}},
    }


def test_an_empty_list_of_extractions_extracts_nothing() -> None:
    assert orjson.loads(render(_page(), parse(_body(extract_type=[]))))["result"]["extracted_data"] == {}
