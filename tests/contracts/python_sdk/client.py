"""The cloud's SDK for Python as its users build it, pointed at a service of one's own."""

from typing import Any, TypeVar

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkocr.v1 import OcrAsyncClient, OcrClient, RecognizeWebImageRequest, WebImageRequestBody

from tests.contracts.pictures import BLANK
from tests.harness.service import ACCESS_KEY, PROJECT, SECRET_KEY, Service

Client = TypeVar("Client", OcrClient, OcrAsyncClient)


def client(
    service: Service,
    access_key: str = ACCESS_KEY,
    secret_key: str = SECRET_KEY,
    project: str | None = PROJECT,
    kind: type[Any] = OcrClient,
) -> Any:
    """A client with an access key. Nothing of it is typed in the SDK."""
    credentials = BasicCredentials(access_key, secret_key, project)
    return kind.new_builder().with_credentials(credentials).with_endpoints([service.url]).build()


def request(image: str | None = BLANK, **options: object) -> RecognizeWebImageRequest:
    """A web-image request, of a picture without text unless there is another."""
    return RecognizeWebImageRequest(body=WebImageRequestBody(image=image, **options))


def words_of(response: Any) -> list[str]:
    """The lines of text in an answer."""
    return [block.words for block in response.result.words_block_list]


def complaint(error: ServiceResponseException) -> tuple[int, str, str]:
    """Status, code and message of a refusal, which always has the id of its request."""
    assert len(error.request_id) == 32
    return error.status_code, error.error_code, error.error_msg
