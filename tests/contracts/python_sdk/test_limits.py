"""The cloud's own SDK for Python at a service with limits of its own: who calls, how often, how long."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials, Credentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException, SdkException
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkcore.retry.backoff_strategy import BackoffStrategy
from huaweicloudsdkocr.v1 import OcrClient
from PIL import Image

from tests.contracts.pictures import PHONE, in_base64
from tests.contracts.python_sdk.client import client, complaint, request, words_of
from tests.harness.service import (
    ACCESS_KEY,
    BOUND_KEY,
    BOUND_SECRET,
    CREDENTIALS,
    PROJECT,
    SECRET_KEY,
    Service,
)

REGION = "cn-north-4"
RATE = 1
"""Requests a second."""

THROTTLED = (
    429,
    "APIG.0308",
    f"The throttling threshold has been reached: policy user over ratelimit,limit:{60 * RATE},time:1 minute",
)
LIMITS = {
    "WANGTU_PROJECTS": f"{PROJECT}:{REGION}",
    "WANGTU_BINDINGS": "",
    "WANGTU_RATE": str(RATE),
    "WANGTU_BURST": "1",
    "WANGTU_MAX_SIDE": "30000",
}


@pytest.fixture(scope="module")
def limited() -> Iterator[Service]:
    """One subscribed project, one request at a time from each principal, and the cloud's longest side."""
    with Service({**CREDENTIALS, **LIMITS}) as running:
        running.wait_until_ready()
        yield running


class Patience(BackoffStrategy):  # type: ignore[misc]  # the SDK has no types
    """Waits as long as one request takes to be let in again."""

    def calculate_retry_delay_millis(self, retries: int) -> int:
        return 1000 // RATE


def test_the_project_of_the_region_is_the_subscribed_one(
    limited: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Credentials, "_CACHE", {})
    monkeypatch.setenv("HUAWEICLOUD_SDK_IAM_ENDPOINT", limited.url)
    builder = OcrClient.new_builder().with_credentials(BasicCredentials(ACCESS_KEY, SECRET_KEY))
    asking = builder.with_region(Region(REGION, limited.url)).build()

    assert asking.get_credentials().project_id == PROJECT


def test_another_project_is_not_subscribed(limited: Service) -> None:
    with pytest.raises(ClientRequestException) as caught:
        client(limited, project="f" * 32).recognize_web_image(request())

    message = "Request api error! The API web-image is not subscribed."
    assert complaint(caught.value) == (403, "ModelArts.4204", message)


def _is_throttled(_: object, error: SdkException | None) -> bool:
    return error is not None and complaint(error) == THROTTLED


def test_who_asks_too_often_is_told_so_and_let_in_when_it_tries_again(limited: Service) -> None:
    """The SDK repeats no POST by itself; this is its own way to have it repeated."""
    asking = client(limited)
    refusals = []

    def again(answer: object, error: SdkException | None) -> bool:
        refusals.append(error)
        return _is_throttled(answer, error)

    for _ in range(2):
        invoker = asking.recognize_web_image_invoker(request()).with_retry(again, 10, Patience())
        assert invoker.invoke().result.words_block_count == 0
    assert any(_is_throttled(None, error) for error in refusals)


def test_text_far_down_a_long_picture_is_read_where_the_setting_takes_it(
    limited: Service, service: Service
) -> None:
    """The API page's own limit holds by default; today's cloud takes screenshots of 30000 pixels."""
    top, file = 20_000, BytesIO()
    page = Image.new("RGB", (PHONE.width, top + PHONE.height), "white")
    page.paste(Image.open(PHONE.path), (0, top))
    page.save(file, "PNG")
    asked = request(in_base64(file.getvalue()))
    response = client(limited, BOUND_KEY, BOUND_SECRET).recognize_web_image(asked)
    with pytest.raises(ClientRequestException) as caught:
        client(service).recognize_web_image(asked)

    assert PHONE.share_read(words_of(response)) > 0.8
    assert all(y >= top for block in response.result.words_block_list for _, y in block.location)
    assert complaint(caught.value)[1] == "AIS.0103"
