"""Signatures compared with golden vectors, which the cloud's own SDKs produced."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from service.api.auth.signature import ALGORITHM, Authorization, RequestHead, digest, is_valid, parse_date
from service.api.auth.signature import parse_authorization as parsed
from tests.service.api.auth.signing import body_hash

PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


@dataclass(frozen=True)
class Golden:
    """A request, the names of its signed headers, and the digest that the cloud's SDKs compute."""

    head: RequestHead
    body: bytes
    signed: tuple[str, ...]
    digest: str

    @property
    def authorization(self) -> Authorization:
        return Authorization("AccessKey", self.signed, self.digest)


DATE = {"x-sdk-date": "20060102T150405Z"}
GOLDEN = {
    "a query, host signed": Golden(
        RequestHead("GET", b"/path", b"limit=1", {"host": "example.huaweicloud.com", **DATE}),
        b"",
        ("host", "x-sdk-date"),
        "7eb88c06474c7197e670e0ae61651746453587eb5fad98074266578511cf3c01",
    ),
    "a query, only the date signed": Golden(
        RequestHead("GET", b"/path", b"limit=1", DATE),
        b"",
        ("x-sdk-date",),
        "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
    ),
    "a body that ends in a newline": Golden(
        RequestHead("POST", b"/path", b"key=value", DATE),
        b'{"Name":"test","Id":1}\n',
        ("x-sdk-date",),
        "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
    ),
    "a recognition request as the Python SDK signs it": Golden(
        RequestHead(
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
        ),
        b'{"image":"AAAA"}',
        ("content-type", "host", "user-agent", "x-project-id", "x-sdk-date"),
        "81ed108e2803d1ee4a44e989dc7e56a30670b99ef117ca16a39a3baeaeafce9f",
    ),
    "an encoded query with an empty value": Golden(
        RequestHead(
            "POST",
            b"/v2/p/ocr/web-image",
            b"b=2%20%2F&a=",
            {"host": "h:8080", "x-sdk-date": "20251201T000000Z"},
        ),
        b"{}",
        ("host", "x-sdk-date"),
        "8914146df99ab882f6a109435adf2cd4fe19f3b2454be1956e7c59eb1b6309bb",
    ),
}
LAST = GOLDEN["an encoded query with an empty value"]


@pytest.mark.parametrize("golden", GOLDEN.values(), ids=GOLDEN)
def test_the_digest_equals_that_of_the_clouds_sdks(golden: Golden) -> None:
    payload = body_hash(golden.body)

    assert golden.digest == digest(golden.head, payload, golden.signed, "SecretKey")
    assert is_valid(golden.head, body_hash(golden.body), golden.authorization, "SecretKey")


@pytest.mark.parametrize(
    "changed",
    [
        replace(LAST, body=b"{ }"),
        replace(LAST, head=replace(LAST.head, method="PUT")),
        replace(LAST, head=replace(LAST.head, raw_path=b"/v2/q/ocr/web-image")),
        replace(LAST, head=replace(LAST.head, raw_query=b"b=2%20%2F&a=1")),
        replace(LAST, head=replace(LAST.head, headers={**LAST.head.headers, "host": "h"})),
        replace(
            LAST, head=replace(LAST.head, headers={**LAST.head.headers, "x-sdk-date": "20251201T000001Z"})
        ),
        replace(LAST, head=replace(LAST.head, headers={"x-sdk-date": "20251201T000000Z"})),
        replace(LAST, digest="0" * 64),
    ],
    ids=["body", "method", "path", "query", "a header", "date", "a removed header", "digest"],
)
def test_a_changed_request_is_not_valid(changed: Golden) -> None:
    assert not is_valid(changed.head, body_hash(changed.body), changed.authorization, "SecretKey")


def test_a_signature_is_not_valid_for_another_secret() -> None:
    assert not is_valid(LAST.head, body_hash(LAST.body), LAST.authorization, "secretkey")


@pytest.mark.parametrize("path", [b"/v2/p/ocr/web-image/", b"/v2/%70/ocr/web%2Dimage"])
def test_equivalent_paths_have_the_same_signature(path: bytes) -> None:
    assert is_valid(replace(LAST.head, raw_path=path), body_hash(LAST.body), LAST.authorization, "SecretKey")


def _resigned(golden: Golden, payload: str) -> Golden:
    return replace(golden, digest=digest(golden.head, payload, golden.signed, "SecretKey"))


def test_a_signature_without_the_date_is_not_valid() -> None:
    golden = _resigned(replace(LAST, signed=("host",)), sha256(LAST.body).hexdigest())

    assert not is_valid(golden.head, body_hash(golden.body), golden.authorization, "SecretKey")


def _with_payload_header(payload: str, signed: str) -> Golden:
    headers = {**LAST.head.headers, "x-sdk-content-sha256": payload}
    return _resigned(replace(LAST, head=replace(LAST.head, headers=headers)), signed)


@pytest.mark.parametrize("stated", ["0" * 64, "", "unsigned-payload", sha256(b"{}").hexdigest().upper()])
def test_a_payload_header_with_another_hash_is_not_valid(stated: str) -> None:
    for signed in (stated, sha256(b"{}").hexdigest()):
        golden = _with_payload_header(stated, signed)
        assert not is_valid(golden.head, body_hash(golden.body), golden.authorization, "SecretKey")


@pytest.mark.parametrize("stated", [sha256(b"{}").hexdigest(), "UNSIGNED-PAYLOAD"])
def test_a_payload_header_may_hold_the_right_hash_or_unsigned_payload(stated: str) -> None:
    golden = _with_payload_header(stated, stated)

    assert is_valid(golden.head, body_hash(golden.body), golden.authorization, "SecretKey")


def test_a_payload_header_that_is_added_later_is_not_valid() -> None:
    headers = {**LAST.head.headers, "x-sdk-content-sha256": "UNSIGNED-PAYLOAD"}

    assert not is_valid(
        replace(LAST.head, headers=headers), body_hash(b"[]"), LAST.authorization, "SecretKey"
    )


def _authorization_header(value: str) -> str:
    return f"{ALGORITHM} Access=AccessKey, SignedHeaders=host;X-Sdk-Date, Signature={value}"


@pytest.mark.parametrize(
    "value", [_authorization_header("a" * 64), _authorization_header("a" * 64).replace(", ", ",")]
)
def test_an_authorization_header_is_parsed(value: str) -> None:
    assert parsed(value) == Authorization("AccessKey", ("host", "x-sdk-date"), "a" * 64)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer x",
        ALGORITHM,
        f"{ALGORITHM} Access=A",
        _authorization_header("zz"),
        _authorization_header("a" * 64) + "a",
        _authorization_header("A" * 64),
        _authorization_header("a" * 64).replace(ALGORITHM, "SDK-HMAC-SM3"),
        _authorization_header("a" * 64).replace("Access", "Credential"),
    ],
)
def test_any_other_authorization_header_gives_none(value: str) -> None:
    assert parsed(value) is None


def test_a_date_in_the_format_of_the_cloud_is_parsed() -> None:
    assert parse_date("20251201T235959Z") == datetime(2025, 12, 1, 23, 59, 59, tzinfo=UTC)


WRONG_DATES = (
    *("", "2025-12-01T00:00:00Z", "2025121T000000Z", "20251201t000000z", "20251201T000000"),
    "+2025121T000000Z",
    *("20251201T000000Z ", "20251201T000000Z\n", "20251301T000000Z", "20250230T000000Z", "20251201T240000Z"),
    *("20251201T000061Z", "00000101T000000Z", "٢٠٢٥١٢٠١T٠٠٠٠٠٠Z"),
)


@pytest.mark.parametrize("value", WRONG_DATES)
def test_a_date_in_any_other_format_gives_none(value: str) -> None:
    assert parse_date(value) is None
