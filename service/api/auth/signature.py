"""Verifies the request signature SDK-HMAC-SHA256: the canonical request and its HMAC. Pure.

Source: the cloud's API signing guide, "Signature Algorithm". Own code: the cloud's SDKs can only sign.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote_to_bytes

ALGORITHM = "SDK-HMAC-SHA256"
DATE_HEADER = "x-sdk-date"
PAYLOAD_HEADER = "x-sdk-content-sha256"
UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"
DATE_FORMAT = "%Y%m%dT%H%M%SZ"

_DATE = re.compile(r"[0-9]{8}T[0-9]{6}Z")

_AUTHORIZATION = re.compile(
    rf"{ALGORITHM} +Access=(?P<access>[^, ]{{1,128}}), *"
    r"SignedHeaders=(?P<headers>[^, ]+), *Signature=(?P<digest>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Authorization:
    """A parsed Authorization header. Names of signed headers are in lower case, the digest is in hex."""

    access_key: str
    signed_headers: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class RequestHead:
    """The part of a request before its body. Header names are in lower case; path and query are as sent.

    `address` is that of the client. No signature covers it.
    """

    method: str
    raw_path: bytes
    raw_query: bytes
    headers: Mapping[str, str]
    address: str = ""


def parse_authorization(value: str) -> Authorization | None:
    """Parses an Authorization header. Returns None if it is malformed or uses another algorithm."""
    match = _AUTHORIZATION.fullmatch(value.strip())
    if match is None:
        return None
    names = tuple(name.lower() for name in match["headers"].split(";"))
    return Authorization(match["access"], names, match["digest"])


def parse_date(value: str) -> datetime | None:
    """Parses the X-Sdk-Date header. Returns None if it is not of the form 20260102T030405Z."""
    if _DATE.fullmatch(value) is None:
        return None  # strptime alone would accept single digits and digits of other scripts
    try:
        return datetime.strptime(value, DATE_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_valid(head: RequestHead, body_hash: str, authorization: Authorization, secret_key: str) -> bool:
    """Returns whether the digest in `authorization` is that of the request with this secret key.

    `body_hash` is the SHA-256 of the body in lower-case hex. Compares the digests in constant time.
    """
    if any(name not in head.headers for name in (DATE_HEADER, *authorization.signed_headers)):
        return False
    declared = head.headers.get(PAYLOAD_HEADER)
    payload = UNSIGNED_PAYLOAD if declared == UNSIGNED_PAYLOAD else body_hash
    if DATE_HEADER not in authorization.signed_headers or declared not in (None, payload):
        return False
    expected = digest(head, payload, authorization.signed_headers, secret_key)
    return hmac.compare_digest(expected, authorization.digest)


def digest(head: RequestHead, payload: str, signed_headers: tuple[str, ...], secret_key: str) -> str:
    """Computes the signature of a request in lower-case hex.

    `payload` is the SHA-256 of the body in hex, or UNSIGNED-PAYLOAD.
    """
    canonical = hashlib.sha256(_canonical_request(head, payload, signed_headers)).hexdigest()
    to_sign = "\n".join((ALGORITHM, head.headers[DATE_HEADER], canonical))
    return hmac.new(secret_key.encode(), to_sign.encode(), hashlib.sha256).hexdigest()


def _canonical_request(head: RequestHead, payload: str, signed_headers: tuple[str, ...]) -> bytes:
    headers = "".join(f"{name}:{head.headers[name].strip()}\n" for name in signed_headers)
    path, query = _canonical_path(head.raw_path), _canonical_query(head.raw_query)
    parts = (head.method, path, query, headers, ";".join(signed_headers), payload)
    return "\n".join(parts).encode("latin-1", "replace")


def _canonical_path(raw_path: bytes) -> str:
    segments = raw_path.decode("latin-1").rstrip("/").split("/")
    return "/".join(quote(unquote_to_bytes(segment), safe="-_.~") for segment in segments) + "/"


def _canonical_query(raw_query: bytes) -> str:
    pairs = parse_qsl(raw_query.decode("latin-1"), keep_blank_values=True, encoding="utf-8")
    encoded = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)
