"""Requests signed in the way of the cloud's other SDKs and of its signing guide.

Sources: the SDKs for Go and for Java, the legacy signer of the guide, and its rules for unsigned headers and
bodies.
"""

import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.contracts.pictures import BLANK, PHONE, PHONE_BASE64
from tests.contracts.signer import authorization, now
from tests.harness.service import PROJECT, Service

PATH = f"/v2/{PROJECT}/ocr/web-image"
BODY = json.dumps({"image": BLANK}).encode()
INDENTED = json.dumps({"说明": "网图", "image": BLANK}, indent=2, ensure_ascii=False).encode() + b"\n"
"""A body that would have another hash if its JSON were parsed and serialized again."""

GO_AGENT, JAVA_AGENT = "huaweicloud-usdk-go/3.0", "huaweicloud-usdk-java/3.0"
UTF8 = "application/json;charset=UTF-8"

Headers = dict[str, str]


def _send(service: Service, headers: Mapping[str, str], body: bytes, path: str = PATH) -> httpx.Response:
    """Sends a request with these headers and those that HTTP requires."""
    with httpx.Client(timeout=60) as client:
        client.headers.clear()
        return client.post(f"{service.url}{path}", headers=headers, content=body)


def _signed(headers: Headers, signed: list[str], body: bytes, path: str = PATH) -> Headers:
    return {**headers, "Authorization": authorization(path, headers, signed, body)}


def _authority(service: Service) -> str:
    return service.url.removeprefix("http://")


def _go(service: Service) -> tuple[Headers, list[str]]:
    """The SDK for Go signs neither the host nor the content type."""
    headers = {
        "Content-Type": UTF8,
        "User-Agent": GO_AGENT,
        "X-Project-Id": PROJECT,
        "X-Sdk-Date": now(),
    }
    return headers, ["user-agent", "x-project-id", "x-sdk-date"]


def _java(service: Service) -> tuple[Headers, list[str]]:
    """The SDK for Java signs every header, and the host with its port."""
    headers = {
        "Host": _authority(service),
        "Content-Type": UTF8,
        "User-Agent": JAVA_AGENT,
        "X-Project-Id": PROJECT,
        "X-Sdk-Date": now(),
    }
    return headers, list(headers)


def _legacy(service: Service) -> tuple[Headers, list[str]]:
    """The legacy signer of the guide sends no project."""
    headers = {"Host": _authority(service), "Content-Type": "application/json", "X-Sdk-Date": now()}
    return headers, ["content-type", "host", "x-sdk-date"]


def _minimal(service: Service) -> tuple[Headers, list[str]]:
    """The guide requires the date only."""
    return {"X-Sdk-Date": now()}, ["x-sdk-date"]


def _is_accepted(service: Service) -> bool:
    """Returns whether the key is accepted, which resets its failure count."""
    headers, signed = _minimal(service)
    return _send(service, _signed(headers, signed, BODY), BODY).status_code == 200


SIGNERS = {"Go": _go, "Java": _java, "legacy": _legacy, "minimal": _minimal}


@pytest.mark.parametrize("signer", SIGNERS)
@pytest.mark.parametrize("body", [BODY, BODY + b"\n", INDENTED], ids=["plain", "Go's new line", "indented"])
def test_the_signature_covers_the_body_as_it_is_sent(service: Service, signer: str, body: bytes) -> None:
    headers, signed = SIGNERS[signer](service)
    answer = _send(service, _signed(headers, signed, body), body)

    assert answer.status_code == 200, answer.text
    assert answer.json()["result"]["words_block_count"] == 0


@pytest.mark.parametrize("signer", SIGNERS)
def test_a_body_that_differs_from_the_signed_one_is_refused(service: Service, signer: str) -> None:
    headers, signed = SIGNERS[signer](service)
    answer = _send(service, _signed(headers, signed, BODY), BODY + b"\n")

    assert (answer.status_code, answer.json()["error_code"]) == (401, "APIG.0301")
    assert _is_accepted(service)


def test_the_legacy_signer_reads_a_picture_at_the_path_of_version_1(service: Service) -> None:
    path, body = "/v1.0/ocr/web-image", json.dumps({"image": PHONE_BASE64}).encode()
    headers, signed = _legacy(service)
    answer = _send(service, _signed(headers, signed, body, path), body, path).json()

    assert PHONE.share_read(block["words"] for block in answer["result"]["words_block_list"]) > 0.8


def test_the_signature_of_an_escaped_placeholder_is_accepted(service: Service) -> None:
    headers, signed = _minimal(service)
    signed_headers = _signed(headers, signed, BODY, "/v2/{project_id}/ocr/web-image")

    assert _send(service, signed_headers, BODY, "/v2/%7Bproject_id%7D/ocr/web-image").status_code == 200


def test_the_project_in_the_header_may_differ_from_the_path(service: Service) -> None:
    headers, signed = _go(service)
    headers["X-Project-Id"] = "f" * 32

    assert _send(service, _signed(headers, signed, BODY), BODY).status_code == 200


@pytest.mark.parametrize("query", ["a=&b=2%20%2F", "b=1&b=2", "limit=1"])
def test_the_signature_of_a_sorted_and_escaped_query_is_accepted(service: Service, query: str) -> None:
    headers, signed = _minimal(service)
    sent = "&".join(reversed(query.split("&")))
    signed_headers = {**headers, "Authorization": authorization(PATH, headers, signed, BODY, query=query)}

    assert _send(service, signed_headers, BODY, f"{PATH}?{sent}").status_code == 200


@pytest.mark.parametrize(
    ("stated", "status"), [("UNSIGNED-PAYLOAD", 200), ("0" * 64, 401)], ids=["unsigned", "a wrong hash"]
)
def test_a_payload_header_must_have_the_right_hash_or_unsigned_payload(
    service: Service, stated: str, status: int
) -> None:
    headers = {"X-Sdk-Date": now(), "X-Sdk-Content-Sha256": stated}
    signed = {**headers, "Authorization": authorization(PATH, headers, headers, stated)}

    assert _send(service, signed, BODY).status_code == status
    assert _is_accepted(service)


@pytest.mark.parametrize(
    "date", ["2025-12-01T00:00:00Z", "", "20251201T000000", "Mon, 01 Dec 2025 00:00:00 GMT"]
)
def test_a_date_in_any_other_format_is_refused(service: Service, date: str) -> None:
    headers = {"X-Sdk-Date": date}
    answer = _send(service, _signed(headers, ["x-sdk-date"], BODY), BODY)

    assert (answer.status_code, answer.json()["error_code"]) == (401, "APIG.0301")


def test_a_signature_without_the_date_is_refused(service: Service) -> None:
    headers = {"Content-Type": "application/json", "X-Sdk-Date": now()}
    answer: dict[str, Any] = _send(service, _signed(headers, ["content-type"], BODY), BODY).json()

    assert answer["error_code"] == "APIG.0301"
    assert _is_accepted(service)
