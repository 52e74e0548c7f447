"""Signs requests with the credentials of the tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from service.api.auth.signature import ALGORITHM, DATE_FORMAT, RequestHead, digest
from tests.service.api.app_harness import ACCESS_KEY, SECRET_KEY


def body_hash(body: bytes) -> str:
    """Returns the SHA-256 of a body in lower-case hex, which signatures cover."""
    return sha256(body).hexdigest()


def signed(  # noqa: PLR0913  # a signature covers all of them
    method: str,
    url: str,
    body: bytes = b"",
    *,
    access_key: str = ACCESS_KEY,
    secret_key: str = SECRET_KEY,
    at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Returns the headers of a request with their signature."""
    parts = urlsplit(url)
    date = (at or datetime.now(UTC)).strftime(DATE_FORMAT)
    covered = {"host": "test", "x-sdk-date": date, **(headers or {})}
    head = RequestHead(method, parts.path.encode(), parts.query.encode(), covered)
    return covered | {"authorization": authorization(head, body, access_key, secret_key)}


def authorization(
    head: RequestHead, body: bytes, access_key: str = ACCESS_KEY, secret_key: str = SECRET_KEY
) -> str:
    """Returns the Authorization header that signs a request with all its headers."""
    names = tuple(sorted(head.headers))
    value = digest(head, body_hash(body), names, secret_key)
    return f"{ALGORITHM} Access={access_key}, SignedHeaders={';'.join(names)}, Signature={value}"
