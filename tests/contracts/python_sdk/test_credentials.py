"""The cloud's own SDK for Python, unmodified but for the address: who it says calls, and for what."""

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
from tests.contracts.python_sdk.client import client, complaint, request
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

WHO = "Incorrect IAM authentication information: "
WRONG_SIGNATURE = f"{WHO}verify aksk signature fail"


def _refusal(asked: Callable[[], Any]) -> tuple[int, str, str]:
    with pytest.raises(ClientRequestException) as caught:
        asked()
    return complaint(caught.value)


def _blocks(asking: Any) -> int:
    count: int = asking.recognize_web_image(request()).result.words_block_count
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
    ids=["one", "one by name", "several", "the second of several", "with a prefix", "a region of one's own"],
)
def test_every_way_to_name_the_address_works(service: Service, build: Callable[[Any, str], Any]) -> None:
    """An address without TLS is given up for the next one, and a prefix is left out by the SDK itself."""
    credentials = BasicCredentials(ACCESS_KEY, SECRET_KEY, PROJECT)
    asking = build(OcrClient.new_builder().with_credentials(credentials), service.url).build()

    assert _blocks(asking) == 0


def test_no_project_at_all_is_as_good_as_any(service: Service) -> None:
    """The SDK then sends its own placeholder in the path, and signs that."""
    assert _blocks(client(service, project=None)) == 0


def test_an_enterprise_project_is_signed_and_of_no_effect(service: Service) -> None:
    body = WebImageRequestBody(image=BLANK)
    for name in ("0", "0b1c6c6e-0000-4000-8000-000000000000", "no such project"):
        asked = RecognizeWebImageRequest(enterprise_project_id=name, body=body)

        assert client(service).recognize_web_image(asked).result.words_block_count == 0


def test_a_token_goes_with_a_header_of_ones_own(service: Service) -> None:
    """The SDK insists on an access key; one that nobody knows does not spoil the token."""
    asking = client(service, "any", "any")
    for _ in range(6):  # more often than it takes to lock the key
        invoker = asking.recognize_web_image_invoker(request()).add_header("X-Auth-Token", TOKEN)

        assert invoker.invoke().result.words_block_count == 0


def test_a_token_without_a_signature_goes_with_two_headers(service: Service) -> None:
    """The SDK signs nothing where it finds a header Authorization."""
    invoker = client(service, "any", "any").recognize_web_image_invoker(request())
    response = invoker.add_header("Authorization", "none").add_header("X-Auth-Token", TOKEN).invoke()

    assert response.result.words_block_count == 0


def test_a_right_signature_wins_over_a_wrong_token(service: Service) -> None:
    invoker = client(service).recognize_web_image_invoker(request()).add_header("X-Auth-Token", "wrong")

    assert invoker.invoke().result.words_block_count == 0


@pytest.mark.parametrize(("access_key", "secret_key"), [(ACCESS_KEY, "another"), ("NOSUCHKEY", "another")])
def test_a_wrong_secret_and_an_unknown_key_are_refused_alike(
    service: Service, access_key: str, secret_key: str
) -> None:
    asking = client(service, access_key, secret_key)

    assert _refusal(lambda: _blocks(asking)) == (401, "APIG.0301", WRONG_SIGNATURE)
    assert _blocks(client(service)) == 0  # what was counted against the key is forgotten


def test_a_key_that_failed_five_times_is_locked_for_its_owner_too(service: Service) -> None:
    wrong, right = client(service, LOCKED_KEY, "another"), client(service, LOCKED_KEY, LOCKED_SECRET)

    assert _blocks(right) == 0
    for _ in range(5):
        assert _refusal(lambda: _blocks(wrong)) == (401, "APIG.0301", WRONG_SIGNATURE)
    locked = (401, "APIG.0301", f"{WHO}AK access failed to reach the limit,forbidden.")
    assert _refusal(lambda: _blocks(right)) == locked
    assert _blocks(client(service)) == 0


@pytest.mark.parametrize("minutes", [-16, 16])
def test_a_clock_that_is_wrong_by_more_than_a_quarter_of_an_hour_is_told_so(
    service: Service, minutes: int
) -> None:
    invoker = client(service).recognize_web_image_invoker(request())
    invoker.add_header("X-Sdk-Date", _date(minutes))

    expired = (401, "APIG.0301", f"{WHO}calc ak sk signature fail:signature expired")
    assert _refusal(invoker.invoke) == expired


@pytest.mark.parametrize("minutes", [-14, 14])
def test_a_clock_that_is_nearly_right_will_do(service: Service, minutes: int) -> None:
    invoker = client(service).recognize_web_image_invoker(request())

    response = invoker.add_header("X-Sdk-Date", _date(minutes)).invoke()
    assert response.result.words_block_count == 0


def _date(minutes: int) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y%m%dT%H%M%SZ")


def test_a_key_reads_for_the_project_that_it_is_bound_to_alone(service: Service) -> None:
    denied = (403, "ModelArts.4203", "Access denied! You do not have permission.")

    assert _blocks(client(service, BOUND_KEY, BOUND_SECRET)) == 0
    assert _blocks(client(service, BOUND_KEY, BOUND_SECRET, None)) == 0
    assert _refusal(lambda: _blocks(client(service, BOUND_KEY, BOUND_SECRET, "f" * 32))) == denied


def test_another_algorithm_is_refused(service: Service) -> None:
    config = HttpConfig(signing_algorithm=SigningAlgorithm.HMAC_SM3)
    builder = OcrClient.new_builder().with_credentials(BasicCredentials(ACCESS_KEY, SECRET_KEY, PROJECT))
    asking = builder.with_http_config(config).with_endpoints([service.url]).build()

    assert _refusal(lambda: _blocks(asking))[0] == 401


def test_an_api_that_is_not_here_is_the_clouds_error(service: Service) -> None:
    missing = "The API does not exist or has not been published in the environment."
    asked = RecognizeWebImageRequest(body=WebImageRequestBody(image=BLANK))

    assert _refusal(lambda: client(service).recognize_passport(asked)) == (404, "APIG.0101", missing)
