"""The golden vectors were made with the cloud's own SDKs."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from service.api.auth.signature import ALGORITHM, Authorization, Head, digest, is_valid, parse_date
from service.api.auth.signature import parse_authorization as parsed

PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


@dataclass(frozen=True)
class Golden:
    """A request, which of its headers are signed, and what the cloud's SDKs make of it."""

    head: Head
    body: bytes
    signed: tuple[str, ...]
    digest: str

    @property
    def authorization(self) -> Authorization:
        return Authorization("AccessKey", self.signed, self.digest)


DATE = {"x-sdk-date": "20060102T150405Z"}
GOLDEN = {
    "a query, host signed": Golden(
        Head("GET", b"/path", b"limit=1", {"host": "example.huaweicloud.com", **DATE}),
        b"",
        ("host", "x-sdk-date"),
        "7eb88c06474c7197e670e0ae61651746453587eb5fad98074266578511cf3c01",
    ),
    "a query, only the date signed": Golden(
        Head("GET", b"/path", b"limit=1", DATE),
        b"",
        ("x-sdk-date",),
        "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
    ),
    "a body that ends in a newline": Golden(
        Head("POST", b"/path", b"key=value", DATE),
        b'{"Name":"test","Id":1}\n',
        ("x-sdk-date",),
        "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
    ),
    "a recognition request as the Python SDK signs it": Golden(
        Head(
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
        Head(
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
def test_the_digest_is_the_one_that_the_cloud_gives(golden: Golden) -> None:
    payload = sha256(golden.body).hexdigest()

    assert golden.digest == digest(golden.head, payload, golden.signed, "SecretKey")
    assert is_valid(golden.head, golden.body, golden.authorization, "SecretKey")


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
    ids=["body", "method", "path", "query", "a header", "date", "a header that is gone", "digest"],
)
def test_what_was_changed_on_its_way_is_not_valid(changed: Golden) -> None:
    assert not is_valid(changed.head, changed.body, changed.authorization, "SecretKey")


def test_another_secret_gives_no_valid_signature() -> None:
    assert not is_valid(LAST.head, LAST.body, LAST.authorization, "secretkey")


@pytest.mark.parametrize("path", [b"/v2/p/ocr/web-image/", b"/v2/%70/ocr/web%2Dimage"])
def test_paths_that_mean_the_same_are_signed_alike(path: bytes) -> None:
    assert is_valid(replace(LAST.head, raw_path=path), LAST.body, LAST.authorization, "SecretKey")


def _resigned(golden: Golden, payload: str) -> Golden:
    return replace(golden, digest=digest(golden.head, payload, golden.signed, "SecretKey"))


def test_a_signature_that_leaves_out_the_date_is_not_valid() -> None:
    golden = _resigned(replace(LAST, signed=("host",)), sha256(LAST.body).hexdigest())

    assert not is_valid(golden.head, golden.body, golden.authorization, "SecretKey")


def _stating(payload: str, signed: str) -> Golden:
    headers = {**LAST.head.headers, "x-sdk-content-sha256": payload}
    return _resigned(replace(LAST, head=replace(LAST.head, headers=headers)), signed)


@pytest.mark.parametrize("stated", ["0" * 64, "", "unsigned-payload", sha256(b"{}").hexdigest().upper()])
def test_a_stated_hash_of_another_body_is_not_taken_over(stated: str) -> None:
    for signed in (stated, sha256(b"{}").hexdigest()):
        golden = _stating(stated, signed)
        assert not is_valid(golden.head, golden.body, golden.authorization, "SecretKey")


@pytest.mark.parametrize("stated", [sha256(b"{}").hexdigest(), "UNSIGNED-PAYLOAD"])
def test_a_body_may_be_stated_truly_or_left_unsigned(stated: str) -> None:
    golden = _stating(stated, stated)

    assert is_valid(golden.head, golden.body, golden.authorization, "SecretKey")


def test_a_signed_body_cannot_be_called_unsigned_later() -> None:
    headers = {**LAST.head.headers, "x-sdk-content-sha256": "UNSIGNED-PAYLOAD"}

    assert not is_valid(replace(LAST.head, headers=headers), b"[]", LAST.authorization, "SecretKey")


def _written(value: str) -> str:
    return f"{ALGORITHM} Access=AccessKey, SignedHeaders=host;X-Sdk-Date, Signature={value}"


@pytest.mark.parametrize("value", [_written("a" * 64), _written("a" * 64).replace(", ", ",")])
def test_a_header_is_taken_apart(value: str) -> None:
    assert parsed(value) == Authorization("AccessKey", ("host", "x-sdk-date"), "a" * 64)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer x",
        ALGORITHM,
        f"{ALGORITHM} Access=A",
        _written("zz"),
        _written("a" * 64) + "a",
        _written("A" * 64),
        _written("a" * 64).replace(ALGORITHM, "SDK-HMAC-SM3"),
        _written("a" * 64).replace("Access", "Credential"),
    ],
)
def test_what_is_no_such_header_is_none(value: str) -> None:
    assert parsed(value) is None


def test_a_date_is_taken_in_the_form_of_the_cloud() -> None:
    assert parse_date("20251201T235959Z") == datetime(2025, 12, 1, 23, 59, 59, tzinfo=UTC)


WRONG_DATES = (
    *(
        "",
        "2025-12-01T00:00:00Z",
        "2025121T000000Z",
        "20251201t000000z",
        "20251201T000000",
        "+2025121T000000Z",
    ),
    *("20251201T000000Z ", "20251201T000000Z\n", "20251301T000000Z", "20250230T000000Z", "20251201T240000Z"),
    *("20251201T000061Z", "00000101T000000Z", "٢٠٢٥١٢٠١T٠٠٠٠٠٠Z"),
)


@pytest.mark.parametrize("value", WRONG_DATES)
def test_a_date_in_any_other_form_is_none(value: str) -> None:
    assert parse_date(value) is None
