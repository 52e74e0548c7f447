"""The cloud's SDK for Python as users configure it, except that its endpoint is the service under test."""

from typing import Any

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkocr.v1 import OcrClient, RecognizeWebImageRequest, WebImageRequestBody

from tests.contracts.pictures import BLANK
from tests.harness.service import ACCESS_KEY, PROJECT, SECRET_KEY, Service


def client(
    service: Service,
    access_key: str = ACCESS_KEY,
    secret_key: str = SECRET_KEY,
    project: str | None = PROJECT,
    kind: type[Any] = OcrClient,
) -> Any:
    """Returns a client that signs with an access key. The SDK has no types."""
    credentials = BasicCredentials(access_key, secret_key, project)
    return kind.new_builder().with_credentials(credentials).with_endpoints([service.url]).build()


def request(image: str | None = BLANK, **options: object) -> RecognizeWebImageRequest:
    """Returns a web-image request, by default for a picture without text."""
    return RecognizeWebImageRequest(body=WebImageRequestBody(image=image, **options))


def words_of(response: Any) -> list[str]:
    """Returns the text lines of a response."""
    return [block.words for block in response.result.words_block_list]


def error_of(error: ServiceResponseException) -> tuple[int, str, str]:
    """Returns status, code and message of an error, and checks that it has a request id."""
    assert len(error.request_id) == 32
    return error.status_code, error.error_code, error.error_msg
