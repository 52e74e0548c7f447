"""The signature of a request, SDK-HMAC-SHA256: the canonical request and its HMAC. Pure.

Source: the cloud's own API signing guide, "Signature Algorithm".
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

_AUTHORIZATION = re.compile(
    rf"{ALGORITHM} +Access=(?P<access>[^, ]+), *"
    r"SignedHeaders=(?P<headers>[^, ]+), *Signature=(?P<digest>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Authorization:
    """What the Authorization header says: whose key, which headers were signed, and the digest in hex."""

    access_key: str
    signed_headers: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """The parts of a request that a signature covers; header names are in lower case, path and query raw."""

    method: str
    raw_path: bytes
    raw_query: bytes
    headers: Mapping[str, str]
    body: bytes


def parse_authorization(value: str) -> Authorization | None:
    """The parts of an Authorization header, None where it is not one of this algorithm."""
    match = _AUTHORIZATION.fullmatch(value.strip())
    if match is None:
        return None
    names = tuple(name.lower() for name in match["headers"].split(";"))
    return Authorization(match["access"], names, match["digest"])


def parse_date(value: str) -> datetime | None:
    """The moment that X-Sdk-Date names, None where it is not in the one form that is allowed."""
    try:
        return datetime.strptime(value, DATE_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_valid(request: SignedRequest, authorization: Authorization, secret_key: str) -> bool:
    """Whether the digest is what the secret key gives for this very request."""
    if DATE_HEADER not in authorization.signed_headers or not _covers_body(request):
        return False
    if any(name not in request.headers for name in authorization.signed_headers):
        return False
    expected = digest(request, authorization.signed_headers, secret_key)
    return hmac.compare_digest(expected, authorization.digest)


def digest(request: SignedRequest, signed_headers: tuple[str, ...], secret_key: str) -> str:
    """The signature of a request in lower-case hex."""
    canonical = hashlib.sha256(_canonical_request(request, signed_headers)).hexdigest()
    to_sign = "\n".join((ALGORITHM, request.headers[DATE_HEADER], canonical))
    return hmac.new(secret_key.encode(), to_sign.encode(), hashlib.sha256).hexdigest()


def _canonical_request(request: SignedRequest, signed_headers: tuple[str, ...]) -> bytes:
    payload = request.headers.get(PAYLOAD_HEADER) or hashlib.sha256(request.body).hexdigest()
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in signed_headers)
    path, query = _canonical_path(request.raw_path), _canonical_query(request.raw_query)
    parts = (request.method, path, query, headers, ";".join(signed_headers), payload)
    return "\n".join(parts).encode("latin-1", "replace")


def _canonical_path(raw_path: bytes) -> str:
    segments = raw_path.decode("latin-1").rstrip("/").split("/")
    return "/".join(quote(unquote_to_bytes(segment), safe="-_.~") for segment in segments) + "/"


def _canonical_query(raw_query: bytes) -> str:
    pairs = parse_qsl(raw_query.decode("latin-1"), keep_blank_values=True, encoding="utf-8")
    encoded = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)


def _covers_body(request: SignedRequest) -> bool:
    """The hash that a client states is taken over only where it is the body's own, or openly none."""
    stated = request.headers.get(PAYLOAD_HEADER)
    return stated in (None, UNSIGNED_PAYLOAD) or stated == hashlib.sha256(request.body).hexdigest()
