"""The cloud's own SDK and the API page's own sample, unmodified but for the address."""

import base64
from pathlib import Path

import pytest
import requests
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkocr.v1 import OcrClient, RecognizeWebImageRequest, WebImageRequestBody

from benchmarks.process import ACCESS_KEY, PROJECT, SECRET_KEY, TOKEN, Service
from tests.samples import sample

PHONE = sample("phone")


def _client(service: Service, secret_key: str = SECRET_KEY) -> OcrClient:
    credentials = BasicCredentials(ACCESS_KEY, secret_key, PROJECT)
    return OcrClient.new_builder().with_credentials(credentials).with_endpoints([service.url]).build()


def _request(path: Path, **options: object) -> RecognizeWebImageRequest:
    image = base64.b64encode(path.read_bytes()).decode()
    return RecognizeWebImageRequest(body=WebImageRequestBody(image=image, **options))


def test_the_python_sdk_reads_a_picture_with_an_access_key(service: Service) -> None:
    response = _client(service).recognize_web_image(_request(PHONE.path, extract_type=["image_size"]))
    blocks = response.result.words_block_list

    assert response.result.words_block_count == len(blocks)
    assert PHONE.share_read(block.words for block in blocks) > 0.8
    assert all(isinstance(value, int) for block in blocks for point in block.location for value in point)
    assert response.result.extracted_data.image_size.width == PHONE.width
    assert len(response.x_request_id) == 32


def test_the_python_sdk_sees_a_wrong_secret_as_the_clouds_error(service: Service) -> None:
    with pytest.raises(ClientRequestException) as caught:
        _client(service, "another").recognize_web_image(_request(PHONE.path))

    assert (caught.value.status_code, caught.value.error_code) == (401, "APIG.0301")
    assert len(caught.value.request_id) == 32


def test_the_python_sdk_sees_a_wrong_picture_as_the_clouds_error(service: Service) -> None:
    with pytest.raises(ClientRequestException) as caught:
        _client(service).recognize_web_image(_request(Path(__file__)))

    assert caught.value.error_code == "AIS.0102"
    assert caught.value.error_msg == "The image format is not supported."


def test_the_sample_of_the_api_page_reads_a_picture(service: Service) -> None:
    headers = {"Content-Type": "application/json", "X-Auth-Token": TOKEN}
    image_base64 = base64.b64encode(PHONE.path.read_bytes()).decode("utf-8")
    response = requests.post(service.path, headers=headers, json={"image": image_base64}, timeout=60)

    words = [block["words"] for block in response.json()["result"]["words_block_list"]]

    assert PHONE.share_read(words) > 0.8
