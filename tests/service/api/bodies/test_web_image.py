"""Request and response bodies of the web-image API."""

import numpy as np
import orjson
import pytest

from models.page import Contact, Font, Page, TextLine
from service.api.bodies.json_body import parse
from service.api.bodies.web_image import MAX_EXTRACT_TYPES, WebImageRequest, render
from service.errors import InvalidRequest
from service.request import ReadOptions

QUAD = np.array([[13, 476], [91.4, 332], [125, 350.6], [48, 494]], np.float32)
NOT_BOOLEAN: tuple[object, ...] = ("true", "False", "", 0, 1, 1.0, [], {})
INVALID_EXTRACT_TYPES: tuple[object, ...] = (
    *("image_size", "", {}, True, 1),
    *("contact_info", ["contact"], ["Contact_Info"], ["contact_info", "text"], [["contact_info"]]),
    *(["text"], ["Image_Size"], [""], [1], [None], [["image_size"]], ["image_size", "text"]),
)
CONTACT_FIELDS = {
    "name": "林晓雯",
    "phone": "13822334455",
    "province": "江苏省",
    "city": "苏州市",
    "district": "吴中区",
    "detail_address": "金山路88号",
}
CONTACT = Contact(**CONTACT_FIELDS)
FIELDS = ("detect_direction", "detect_text_direction", "detect_font", "extract_type")


def _request(**fields: object) -> WebImageRequest:
    return parse(orjson.dumps({"image": "QUFB", **fields}), WebImageRequest)


@pytest.mark.parametrize(
    "wrong",
    [
        *[{flag: value} for flag in FIELDS[:3] for value in NOT_BOOLEAN],
        *[{"extract_type": value} for value in INVALID_EXTRACT_TYPES],
        {"extract_type": ["image_size"] * (MAX_EXTRACT_TYPES + 1)},
        {"extract_type": [1] * 100_000},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_wrong_parameters_are_invalid(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        _request(**wrong)


def test_defaults_are_the_ones_of_the_api_page() -> None:
    assert _request().options == ReadOptions(any_direction=True, characters=False)


@pytest.mark.parametrize("absent", FIELDS)
def test_null_counts_as_absent(absent: str) -> None:
    assert _request(**{absent: None}).options == ReadOptions()


@pytest.mark.parametrize(
    ("picture", "lines", "expected"),
    [
        (False, False, ReadOptions(any_angle=False, any_direction=False)),
        (True, False, ReadOptions(any_angle=True, any_direction=False)),
        (False, True, ReadOptions(any_angle=False, any_direction=True)),
        (None, False, ReadOptions(any_angle=False, any_direction=False)),
        (True, None, ReadOptions(any_angle=True, any_direction=True)),
    ],
)
def test_direction_flags_of_picture_and_lines_are_independent(
    picture: bool | None, lines: bool | None, expected: ReadOptions
) -> None:
    assert _request(detect_direction=picture, detect_text_direction=lines).options == expected


def test_a_response_has_the_form_of_the_api_page() -> None:
    page = Page(640, 480, (TextLine(QUAD, "文字块1", 0.99496),))

    assert orjson.loads(render(page, _request())) == {
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


def test_a_picture_without_text_has_an_empty_list() -> None:
    answer = orjson.loads(render(Page(640, 480, ()), _request()))

    assert answer["result"] == {"words_block_count": 0, "words_block_list": [], "extracted_data": {}}


def test_lines_keep_their_order() -> None:
    page = Page(640, 480, tuple(TextLine(QUAD, word, 1.0) for word in "天地玄黄"))
    blocks = orjson.loads(render(page, _request()))["result"]["words_block_list"]

    assert "".join(block["words"] for block in blocks) == "天地玄黄"


@pytest.mark.parametrize("asked", [["image_size"], ["image_size"] * MAX_EXTRACT_TYPES])
def test_the_picture_size_is_returned_on_request(asked: list[str]) -> None:
    answer = orjson.loads(render(Page(640, 480, ()), _request(extract_type=asked)))

    assert answer["result"]["extracted_data"] == {"image_size": {"height": 480, "width": 640}}


@pytest.mark.parametrize("asked", [["contact_info"], ["image_size", "contact_info"]])
def test_the_engine_extracts_the_contact_on_request_only(asked: list[str]) -> None:
    assert _request(extract_type=asked).options == ReadOptions(contact=True)
    assert _request(extract_type=["image_size"]).options == ReadOptions(contact=False)


@pytest.mark.parametrize(
    ("contact", "expected"),
    [(CONTACT, CONTACT_FIELDS), (Contact(), dict.fromkeys(CONTACT_FIELDS, ""))],
    ids=["a contact", "no contact"],
)
def test_a_contact_always_has_six_strings(contact: Contact, expected: dict[str, str]) -> None:
    page = Page(640, 480, (), contact)
    answer = orjson.loads(render(page, _request(extract_type=["contact_info"])))

    assert answer["result"]["extracted_data"] == {"contact_info": expected}


def test_contact_and_size_can_be_requested_together() -> None:
    asked = _request(extract_type=["image_size", "contact_info", "image_size"])
    extracted = orjson.loads(render(Page(640, 480, (), CONTACT), asked))["result"]["extracted_data"]

    assert extracted["image_size"] == {"height": 480, "width": 640}
    assert extracted["contact_info"]["detail_address"] == "金山路88号"
    assert len(extracted) == 2


def test_rendering_a_contact_that_was_not_extracted_raises_an_error() -> None:
    with pytest.raises(ValueError, match="did not look"):
        render(Page(640, 480, ()), _request(extract_type=["contact_info"]))


def test_an_empty_extract_type_extracts_nothing() -> None:
    answer = orjson.loads(render(Page(640, 480, ()), _request(extract_type=[])))

    assert answer["result"]["extracted_data"] == {}


def test_a_line_lists_its_fonts_on_request_only() -> None:
    fonts = (Font("思源黑体 Bold", 0.81237), Font("Roboto", 0.1), Font("霞鹜文楷", 0.0))
    page = Page(100, 100, (TextLine(QUAD, "特价", 0.99, fonts=fonts),))
    (asked,) = orjson.loads(render(page, _request(detect_font=True)))["result"]["words_block_list"]
    (not_asked,) = orjson.loads(render(page, _request()))["result"]["words_block_list"]

    assert asked["font_list"] == ["思源黑体 Bold", "Roboto", "霞鹜文楷"]
    assert asked["font_scores"] == [0.8124, 0.1, 0.0]
    assert not_asked.keys() == {"words", "confidence", "location"}


@pytest.mark.parametrize(("flag", "fonts"), [(True, True), (False, False), (None, False)])
def test_the_engine_matches_fonts_on_request_only(flag: bool | None, fonts: bool) -> None:
    assert _request(detect_font=flag).options.fonts is fonts
