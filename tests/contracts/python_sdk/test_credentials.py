"""Credentials and projects, tested with the cloud's SDK for Python. Only its endpoint is changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkcore.signer.algorithm import SigningAlgorithm
from huaweicloudsdkocr.v1 import OcrClient, RecognizeWebImageRequest, WebImageRequestBody

from tests.contracts.pictures import BLANK
from tests.contracts.python_sdk.client import client, error_of, request
from tests.harness.service import (
    ACCESS_KEY,
    BOUND_KEY,
    BOUND_SECRET,
    LOCKED_KEY,
    LOCKED_SECRET,
    PROJECT,
    SECRET_KEY,
    TOKEN,
    Service,
)

AUTHENTICATION = "Incorrect IAM authentication information: "
WRONG_SIGNATURE = f"{AUTHENTICATION}verify aksk signature fail"


def _error(call: Callable[[], Any]) -> tuple[int, str, str]:
    with pytest.raises(ClientRequestException) as caught:
        call()
    return error_of(caught.value)


def _block_count(sdk: Any) -> int:
    count: int = sdk.recognize_web_image(request()).result.words_block_count
    return count


@pytest.mark.parametrize(
    "build",
    [
        lambda builder, url: builder.with_endpoint(url),
        lambda builder, url: builder.with_endpoint(endpoint=url),
        lambda builder, url: builder.with_endpoints([url]),
        lambda builder, url: builder.with_endpoints([url.removeprefix("http://"), url]),
        lambda builder, url: builder.with_endpoints([f"{url}/ocr/"]),
        lambda builder, url: builder.with_region(Region("cn-north-4", url)),
    ],
    ids=[
        "one",
        "one as a keyword",
        "several",
        "the second of several",
        "with a path prefix",
        "a custom region",
    ],
)
def test_every_way_to_configure_the_endpoint_works(
    service: Service, build: Callable[[Any, str], Any]
) -> None:
    """The SDK skips an endpoint that has no TLS, and ignores the path of an endpoint."""
    credentials = BasicCredentials(ACCESS_KEY, SECRET_KEY, PROJECT)
    sdk = build(OcrClient.new_builder().with_credentials(credentials), service.url).build()

    assert _block_count(sdk) == 0


def test_a_request_without_a_project_is_accepted(service: Service) -> None:
    """The SDK sends and signs its placeholder in the path."""
    assert _block_count(client(service, project=None)) == 0


def test_an_enterprise_project_has_no_effect(service: Service) -> None:
    body = WebImageRequestBody(image=BLANK)
    for name in ("0", "0b1c6c6e-0000-4000-8000-000000000000", "no such project"):
        asked = RecognizeWebImageRequest(enterprise_project_id=name, body=body)

        assert client(service).recognize_web_image(asked).result.words_block_count == 0


def test_a_token_header_is_accepted_beside_an_unknown_access_key(service: Service) -> None:
    """The SDK insists on an access key."""
    sdk = client(service, "any", "any")
    for _ in range(6):  # five failures would lock the key
        invoker = sdk.recognize_web_image_invoker(request()).add_header("X-Auth-Token", TOKEN)

        assert invoker.invoke().result.words_block_count == 0


def test_a_token_without_a_signature_is_accepted(service: Service) -> None:
    """The SDK does not sign a request that already has an Authorization header."""
    invoker = client(service, "any", "any").recognize_web_image_invoker(request())
    response = invoker.add_header("Authorization", "none").add_header("X-Auth-Token", TOKEN).invoke()

    assert response.result.words_block_count == 0


def test_a_valid_signature_wins_over_a_wrong_token(service: Service) -> None:
    invoker = client(service).recognize_web_image_invoker(request()).add_header("X-Auth-Token", "wrong")

    assert invoker.invoke().result.words_block_count == 0


@pytest.mark.parametrize(("access_key", "secret_key"), [(ACCESS_KEY, "another"), ("NOSUCHKEY", "another")])
def test_a_wrong_secret_and_an_unknown_key_give_the_same_error(
    service: Service, access_key: str, secret_key: str
) -> None:
    sdk = client(service, access_key, secret_key)

    assert _error(lambda: _block_count(sdk)) == (401, "APIG.0301", WRONG_SIGNATURE)
    assert _block_count(client(service)) == 0  # resets the failure count of the key


def test_five_failures_lock_a_key_even_for_the_right_secret(service: Service) -> None:
    wrong, right = client(service, LOCKED_KEY, "another"), client(service, LOCKED_KEY, LOCKED_SECRET)

    assert _block_count(right) == 0
    for _ in range(5):
        assert _error(lambda: _block_count(wrong)) == (401, "APIG.0301", WRONG_SIGNATURE)
    locked = (401, "APIG.0301", f"{AUTHENTICATION}AK access failed to reach the limit,forbidden.")
    assert _error(lambda: _block_count(right)) == locked
    assert _block_count(client(service)) == 0


@pytest.mark.parametrize("minutes", [-16, 16])
def test_a_date_that_differs_by_more_than_15_minutes_is_refused(service: Service, minutes: int) -> None:
    invoker = client(service).recognize_web_image_invoker(request())
    invoker.add_header("X-Sdk-Date", _date(minutes))

    expired = (401, "APIG.0301", f"{AUTHENTICATION}calc ak sk signature fail:signature expired")
    assert _error(invoker.invoke) == expired


@pytest.mark.parametrize("minutes", [-14, 14])
def test_a_date_that_differs_by_less_than_15_minutes_is_accepted(service: Service, minutes: int) -> None:
    invoker = client(service).recognize_web_image_invoker(request())

    response = invoker.add_header("X-Sdk-Date", _date(minutes)).invoke()
    assert response.result.words_block_count == 0


def _date(minutes: int) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y%m%dT%H%M%SZ")


def test_a_bound_key_can_be_used_for_its_project_only(service: Service) -> None:
    denied = (403, "ModelArts.4203", "Access denied! You do not have permission.")

    assert _block_count(client(service, BOUND_KEY, BOUND_SECRET)) == 0
    assert _block_count(client(service, BOUND_KEY, BOUND_SECRET, None)) == 0
    assert _error(lambda: _block_count(client(service, BOUND_KEY, BOUND_SECRET, "f" * 32))) == denied


def test_another_signing_algorithm_is_refused(service: Service) -> None:
    config = HttpConfig(signing_algorithm=SigningAlgorithm.HMAC_SM3)
    builder = OcrClient.new_builder().with_credentials(BasicCredentials(ACCESS_KEY, SECRET_KEY, PROJECT))
    sdk = builder.with_http_config(config).with_endpoints([service.url]).build()

    assert _error(lambda: _block_count(sdk))[0] == 401


def test_an_unknown_api_gives_the_clouds_error(service: Service) -> None:
    missing = "The API does not exist or has not been published in the environment."
    asked = RecognizeWebImageRequest(body=WebImageRequestBody(image=BLANK))

    assert _error(lambda: client(service).recognize_passport(asked)) == (404, "APIG.0101", missing)
