"""The golden vectors were made with the cloud's own SDKs."""

import pytest

from service.api.signature import (
    ALGORITHM,
    SignedRequest,
    digest,
    is_valid,
    parse_authorization,
    parse_date,
)

PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

GOLDEN = {
    "a query, host signed": (
        SignedRequest(
            "GET",
            b"/path",
            b"limit=1",
            {"host": "example.huaweicloud.com", "x-sdk-date": "20060102T150405Z"},
            b"",
        ),
        ("host", "x-sdk-date"),
        "7eb88c06474c7197e670e0ae61651746453587eb5fad98074266578511cf3c01",
    ),
    "a query, only the date signed": (
        SignedRequest("GET", b"/path", b"limit=1", {"x-sdk-date": "20060102T150405Z"}, b""),
        ("x-sdk-date",),
        "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
    ),
    "a body that ends in a newline": (
        SignedRequest(
            "POST",
            b"/path",
            b"key=value",
            {"x-sdk-date": "20060102T150405Z"},
            b'{"Name":"test","Id":1}\n',
        ),
        ("x-sdk-date",),
        "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
    ),
    "a recognition request as the Python SDK signs it": (
        SignedRequest(
            "POST",
            f"/v2/{PROJECT}/ocr/web-image".encode(),
            b"",
            {
                "content-type": "application/json;charset=utf-8",
                "host": "ocr.cn-north-4.myhuaweicloud.com",
                "user-agent": "ua/1",
                "x-project-id": PROJECT,
                "x-sdk-date": "20251201T000000Z",
            },
            b'{"image":"AAAA"}',
        ),
        ("content-type", "host", "user-agent", "x-project-id", "x-sdk-date"),
        "81ed108e2803d1ee4a44e989dc7e56a30670b99ef117ca16a39a3baeaeafce9f",
    ),
    "an encoded query with an empty value": (
        SignedRequest(
            "POST",
            b"/v2/p/ocr/web-image",
            b"b=2%20%2F&a=",
            {"host": "h:8080", "x-sdk-date": "20251201T000000Z"},
            b"{}",
        ),
        ("host", "x-sdk-date"),
        "8914146df99ab882f6a109435adf2cd4fe19f3b2454be1956e7c59eb1b6309bb",
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_digest_is_the_one_that_the_cloud_gives(name: str) -> None:
    request, signed_headers, expected = GOLDEN[name]

    assert expected == digest(request, signed_headers, "SecretKey")


def _authorization(value: str) -> str:
    return f"{ALGORITHM} Access=AccessKey, SignedHeaders=host;x-sdk-date, Signature={value}"


def test_a_header_is_taken_apart() -> None:
    found = parse_authorization(_authorization("a" * 64))

    assert found is not None
    assert (
        found.access_key,
        found.signed_headers,
        found.digest,
    ) == ("AccessKey", ("host", "x-sdk-date"), "a" * 64)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer x",
        _authorization("zz"),
        _authorization("a" * 64) + "a",
        ALGORITHM,
        f"{ALGORITHM} Access=A",
    ],
)
def test_what_is_no_such_header_is_none(value: str) -> None:
    assert parse_authorization(value) is None


def test_a_date_has_one_form() -> None:
    assert parse_date("20251201T000000Z") is not None
    assert parse_date("2025-12-01T00:00:00Z") is None


def test_a_signature_that_leaves_out_the_date_is_not_valid() -> None:
    request, _, _ = GOLDEN["a query, host signed"]
    signed = digest(request, ("host",), "SecretKey")
    authorization = parse_authorization(
        f"{ALGORITHM} Access=AccessKey, SignedHeaders=host, Signature={signed}"
    )

    assert authorization is not None
    assert not is_valid(request, authorization, "SecretKey")


def test_a_stated_hash_of_another_body_is_not_taken_over() -> None:
    request, headers, _ = GOLDEN["an encoded query with an empty value"]
    forged = SignedRequest(
        request.method,
        request.raw_path,
        request.raw_query,
        {**request.headers, "x-sdk-content-sha256": "0" * 64},
        request.body,
    )
    authorization = parse_authorization(_authorization(digest(forged, headers, "SecretKey")))

    assert authorization is not None
    assert not is_valid(forged, authorization, "SecretKey")
