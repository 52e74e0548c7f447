"""The cloud's SDK for Python with a service that has one project, a rate limit and a larger side limit."""

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
from tests.contracts.python_sdk.client import client, error_of, request, words_of
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
RATE = 0.25
"""Requests a second. The second of two requests is refused, unless the first one takes more than 4 s."""

THROTTLED = (
    429,
    "APIG.0308",
    "The throttling threshold has been reached: "
    f"policy user over ratelimit,limit:{60 * RATE:.0f},time:1 minute",
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
    """A service with one subscribed project, a rate limit, and the cloud's largest side length."""
    with Service({**CREDENTIALS, **LIMITS}) as running:
        running.wait_until_ready()
        yield running


class WaitForNextRequest(BackoffStrategy):  # type: ignore[misc]  # the SDK has no types
    """Waits until the rate limit admits the next request."""

    def calculate_retry_delay_millis(self, retries: int) -> int:
        return round(1000 / RATE)


def test_the_sdk_finds_the_subscribed_project_of_a_region(
    limited: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Credentials, "_CACHE", {})
    monkeypatch.setenv("HUAWEICLOUD_SDK_IAM_ENDPOINT", limited.url)
    builder = OcrClient.new_builder().with_credentials(BasicCredentials(ACCESS_KEY, SECRET_KEY))
    sdk = builder.with_region(Region(REGION, limited.url)).build()

    assert sdk.get_credentials().project_id == PROJECT


def test_another_project_gives_the_error_not_subscribed(limited: Service) -> None:
    with pytest.raises(ClientRequestException) as caught:
        client(limited, project="f" * 32).recognize_web_image(request())

    message = "Request api error! The API web-image is not subscribed."
    assert error_of(caught.value) == (403, "ModelArts.4204", message)


def _is_throttled(_: object, error: SdkException | None) -> bool:
    return error is not None and error_of(error) == THROTTLED


def test_a_request_over_the_rate_limit_is_refused_and_succeeds_when_retried(limited: Service) -> None:
    """The SDK does not retry a POST by default. `with_retry` enables it."""
    sdk = client(limited)
    errors = []

    def record_and_retry(answer: object, error: SdkException | None) -> bool:
        errors.append(error)
        return _is_throttled(answer, error)

    for _ in range(2):
        invoker = sdk.recognize_web_image_invoker(request()).with_retry(
            record_and_retry, 10, WaitForNextRequest()
        )
        assert invoker.invoke().result.words_block_count == 0
    assert any(_is_throttled(None, error) for error in errors)


def test_a_long_picture_is_read_if_the_setting_allows_its_side_length(
    limited: Service, service: Service
) -> None:
    """The default is the limit of the API page. The cloud itself accepts screenshots of 30000 pixels."""
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
    assert error_of(caught.value)[1] == "AIS.0103"
