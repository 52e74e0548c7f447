"""Temporary access keys, issued with the cloud's identity SDK and used with its OCR SDK."""

from typing import Any

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkocr.v1 import OcrClient

from tests.contracts.python_sdk.client import error_of, request
from tests.contracts.python_sdk.identity import REGION_PROJECT, temporary_key, token
from tests.harness.service import PROJECT, Service


def _client(service: Service, key: Any, security_token: str | None) -> Any:
    credentials = BasicCredentials(key.access, key.secret, PROJECT).with_security_token(security_token)
    return OcrClient.new_builder().with_credentials(credentials).with_endpoints([service.url]).build()


def test_a_temporary_key_is_valid_with_its_security_token(service: Service) -> None:
    key = temporary_key(service, token(service, REGION_PROJECT).x_subject_token)
    response = _client(service, key, key.securitytoken).recognize_web_image(request())

    assert response.result.words_block_count == 0
    assert key.expires_at.endswith("Z")


@pytest.mark.parametrize("security_token", [None, "invalid"])
def test_a_temporary_key_is_invalid_without_its_security_token(
    service: Service, security_token: str | None
) -> None:
    key = temporary_key(service, token(service, REGION_PROJECT).x_subject_token)
    with pytest.raises(ClientRequestException) as caught:
        _client(service, key, security_token).recognize_web_image(request())

    assert error_of(caught.value)[:2] == (401, "APIG.0301")


def test_a_temporary_key_may_be_valid_for_15_minutes_to_24_hours(service: Service) -> None:
    user_token = token(service).x_subject_token
    for seconds in (899, 86_401):
        with pytest.raises(ClientRequestException) as caught:
            temporary_key(service, user_token, seconds)

        assert caught.value.status_code == 400
    assert temporary_key(service, user_token, 86_400).access
