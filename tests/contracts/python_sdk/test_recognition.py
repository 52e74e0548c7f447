"""Recognition, tested with the cloud's SDK for Python. Only its endpoint is changed."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copyfile

import pytest
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkocr.v1 import GeneralTextRequestBody, OcrAsyncClient, RecognizeGeneralTextRequest

from tests.contracts.pictures import BLANK, PHONE, PHONE_BASE64, blank, in_base64, served
from tests.contracts.python_sdk.client import client, error_of, request, words_of
from tests.harness.service import Service


def test_a_picture_is_read(service: Service) -> None:
    response = client(service).recognize_web_image(request(PHONE_BASE64, extract_type=["image_size"]))
    size = response.result.extracted_data.image_size

    assert response.result.words_block_count == len(response.result.words_block_list)
    assert PHONE.share_read(words_of(response)) > 0.8
    assert (size.width, size.height) == (PHONE.width, PHONE.height)
    assert len(response.x_request_id) == 32


def test_numbers_have_the_types_that_strict_clients_need(service: Service) -> None:
    """The SDK for Go rejects `12.0` as a coordinate. The SDK for Python would accept it."""
    raw = client(service).recognize_web_image(request(PHONE_BASE64)).raw_content
    blocks = json.loads(raw)["result"]["words_block_list"]
    values = [value for block in blocks for point in block["location"] for value in point]

    assert {type(value) for value in values} == {int}
    assert all(len(block["location"]) == 4 for block in blocks)
    assert all(0 < block["confidence"] <= 1 for block in blocks)
    assert all(round(block["confidence"], 4) == block["confidence"] for block in blocks)


def test_the_asynchronous_client_reads_several_pictures_concurrently(service: Service) -> None:
    sdk = client(service, kind=OcrAsyncClient)
    futures = [sdk.recognize_web_image_async(request(PHONE_BASE64)) for _ in range(3)]
    responses = [future.result() for future in futures]

    assert all(PHONE.share_read(words_of(response)) > 0.8 for response in responses)
    assert len({response.x_request_id for response in responses}) == 3


def test_the_asynchronous_client_receives_an_error(service: Service) -> None:
    future = client(service, kind=OcrAsyncClient).recognize_web_image_async(request("QUFB"))

    with pytest.raises(ClientRequestException) as caught:
        future.result()
    assert caught.value.error_code == "AIS.0102"


def test_one_client_can_be_used_by_several_threads(service: Service) -> None:
    sdk = client(service)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: sdk.recognize_web_image(request()), range(12)))

    assert [answer.result.words_block_count for answer in answers] == [0] * 12


def test_a_picture_without_text_is_a_success_with_an_empty_list(service: Service) -> None:
    result = client(service).recognize_web_image(request()).result

    assert (result.words_block_count, result.words_block_list) == (0, [])
    assert result.extracted_data is not None


def test_contact_and_size_are_extracted_together(service: Service) -> None:
    asked = request(PHONE_BASE64, extract_type=["contact_info", "image_size"])
    extracted = client(service).recognize_web_image(asked).result.extracted_data

    assert (extracted.contact_info.name, extracted.contact_info.phone) == ("杨玉兰", "186****7134")
    assert (extracted.contact_info.province, extracted.contact_info.city) == ("陕西省", "西安市")
    assert extracted.image_size.width == PHONE.width


def test_every_line_lists_its_fonts_on_request_only(service: Service) -> None:
    sdk = client(service)
    with_fonts = sdk.recognize_web_image(request(PHONE_BASE64, detect_font=True)).result.words_block_list
    without_fonts = sdk.recognize_web_image(request(PHONE_BASE64)).result.words_block_list

    assert [line.words for line in with_fonts] == [line.words for line in without_fonts]
    for line in with_fonts:
        assert len(line.font_list) == len(set(line.font_list)) == 5
        assert line.font_scores == sorted(line.font_scores, reverse=True)
        assert all(0 <= score <= 1 and round(score, 4) == score for score in line.font_scores)
    assert all(line.font_list is None and line.font_scores is None for line in without_fonts)


def test_a_picture_without_a_contact_gives_six_empty_strings(service: Service) -> None:
    raw = client(service).recognize_web_image(request(extract_type=["contact_info"])).raw_content
    keys = ("name", "phone", "province", "city", "district", "detail_address")

    assert json.loads(raw)["result"]["extracted_data"] == {"contact_info": dict.fromkeys(keys, "")}


def test_a_picture_is_read_from_its_url(service: Service, tmp_path: Path) -> None:
    copyfile(PHONE.path, tmp_path / f"网图{PHONE.path.suffix}")
    with served(tmp_path) as pictures:
        url = f"{pictures}/%E7%BD%91%E5%9B%BE{PHONE.path.suffix}"
        response = client(service).recognize_web_image(request(None, url=url))

    assert PHONE.share_read(words_of(response)) > 0.8


@pytest.mark.parametrize(
    ("url", "code", "message"),
    [
        ("http://127.0.0.1:1/picture.png", "ModelArts.4603", "Obtaining the file from the URL failed."),
        ("http://169.254.169.254/latest/meta-data", "ModelArts.4601", "The URL is not allowed."),
        ("ftp://127.0.0.1/picture.png", "ModelArts.4601", "The URL is not allowed."),
    ],
)
def test_a_url_without_a_picture_gives_the_clouds_error(
    service: Service, url: str, code: str, message: str
) -> None:
    with pytest.raises(ClientRequestException) as caught:
        client(service).recognize_web_image(request(None, url=url))

    assert error_of(caught.value) == (400, code, message)


@pytest.mark.parametrize(
    ("image", "options", "code", "message"),
    [
        (in_base64(b"no picture"), {}, "AIS.0102", "The image format is not supported."),
        (f"data:image/png;base64,{BLANK}", {}, "AIS.0102", "The image format is not supported."),
        (None, {}, "AIS.0101", "The input parameter is invalid."),
        (BLANK, {"url": "http://127.0.0.1/a.png"}, "AIS.0101", "The input parameter is invalid."),
        (BLANK, {"detect_direction": "true"}, "AIS.0101", "The input parameter is invalid."),
        (BLANK, {"extract_type": ["everything"]}, "AIS.0101", "The input parameter is invalid."),
        ("A" * (10 * 1024 * 1024 + 4), {}, "AIS.0103", "The image size does not meet the requirements."),
        (in_base64(blank(14, "PNG")), {}, "AIS.0103", "The image size does not meet the requirements."),
    ],
    ids=[
        "not a picture",
        "a data: prefix",
        "neither",
        "both",
        "a flag as a string",
        "an unknown extract_type",
        "too many bytes",
        "too few pixels",
    ],
)
def test_an_invalid_request_gives_the_clouds_error(
    service: Service, image: str | None, options: dict[str, object], code: str, message: str
) -> None:
    with pytest.raises(ClientRequestException) as caught:
        client(service).recognize_web_image(request(image, **options))

    assert error_of(caught.value) == (400, code, message)


def test_general_text_has_the_location_of_every_character_on_request(service: Service) -> None:
    body = GeneralTextRequestBody(image=PHONE_BASE64, character_mode=True, detect_direction=True)
    result = client(service).recognize_general_text(RecognizeGeneralTextRequest(body=body)).result

    assert PHONE.share_read(block.words for block in result.words_block_list) > 0.8
    assert min(result.direction % 360, -result.direction % 360) < 2
    for block in result.words_block_list:
        assert "".join(place.char for place in block.char_list) == block.words
        assert all(len(place.char_location) == 4 for place in block.char_list)


def test_general_text_lists_no_characters_by_default(service: Service) -> None:
    body = GeneralTextRequestBody(image=PHONE_BASE64)
    result = client(service).recognize_general_text(RecognizeGeneralTextRequest(body=body)).result

    assert {block.char_list for block in result.words_block_list} == {None}
    assert result.direction == -1
