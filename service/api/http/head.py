"""The head of a request: its limits, and what the parser does not check."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from service.api.faults import HEADERS_TOO_LARGE, INVALID_HTTP, URI_TOO_LONG, Fault

LONGEST_LINE = 32 * 1024
"""Largest size of one header and of the request target, in bytes. A token of the cloud has about 9,000."""

LARGEST_HEADERS = 128 * 1024
"""Largest size of all headers together in bytes, as the cloud documents."""

MOST_HEADERS = 256
"""Headers of one request. The cloud's SDK sends 10, browsers 20, and Apache accepts 100."""

LARGEST_HEAD = LONGEST_LINE + LARGEST_HEADERS + 1024
"""Bytes: 1 KB for the method, the version and line ends."""

Header = tuple[bytes, bytes]

_FRAMING = frozenset((b"content-length", b"transfer-encoding"))
_VERSIONS = frozenset(("1.0", "1.1"))
_ABSOLUTE = re.compile(rb"https?://[^/?]*", re.IGNORECASE)
_SEPARATOR_BYTES = len(": ")


class Head(NamedTuple):
    """The request line and the headers, their names in lower case."""

    target: bytes
    version: str
    headers: Sequence[Header]


class RejectedRequest(Exception):
    """The data is not an acceptable request and must not reach the app. `fault` is the answer to send."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def check_head(head: Head) -> None:
    """Raise RejectedRequest for a head that the parser lets pass although it is invalid or too large.

    A length together with chunks allows request smuggling, RFC 9112 section 6.3.
    """
    names = [name for name, _ in head.headers]
    hosts = names.count(b"host")
    if head.version not in _VERSIONS or hosts > 1 or (hosts == 0 and head.version == "1.1"):
        raise RejectedRequest(INVALID_HTTP)
    if set(names) >= _FRAMING or (head.version == "1.0" and b"transfer-encoding" in names):
        raise RejectedRequest(INVALID_HTTP)
    if len(head.target) > LONGEST_LINE:
        raise RejectedRequest(URI_TOO_LONG)
    check_headers(head.headers)


def check_headers(headers: Sequence[Header]) -> None:
    """Raise RejectedRequest if one header, all of them or their number is too large."""
    sizes = [len(name) + _SEPARATOR_BYTES + len(value) for name, value in headers]
    if len(sizes) > MOST_HEADERS or max(sizes, default=0) > LONGEST_LINE or sum(sizes) > LARGEST_HEADERS:
        raise RejectedRequest(HEADERS_TOO_LARGE)


def in_origin_form(target: bytes) -> bytes:
    """The path and query of a target: proxies send whole urls (RFC 9112, section 3.2.2)."""
    absolute = _ABSOLUTE.match(target)
    if absolute is None:
        return target
    path = target[absolute.end() :]
    return path if path.startswith(b"/") else b"/" + path


def scope_of(method: bytes, head: Head) -> dict[str, Any]:
    """The part of the ASGI scope that the head gives."""
    raw_path, _, query = head.target.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": head.version,
        "method": method.decode("ascii"),
        "root_path": "",
        "path": unquote(raw_path.decode("ascii")),
        "raw_path": raw_path,
        "query_string": query,
        "headers": list(head.headers),
    }
