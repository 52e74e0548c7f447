"""A request as raw bytes, and whether the service must answer it."""

from collections.abc import Iterable
from dataclasses import dataclass

Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RawRequest:
    """Bytes that are written to a new connection, one piece after the other.

    `must_answer` is set if the bytes are one complete HTTP request. `disconnects` is set if the client
    closes the connection without waiting for an answer. `kind` names the generator in reports.
    """

    kind: str
    pieces: tuple[bytes, ...]
    method: str = "POST"
    must_answer: bool = True
    disconnects: bool = False


def head(method: str, target: str, headers: Headers) -> bytes:
    """Returns the request line and headers, without Content-Length and without the empty line."""
    lines = (f"{method} {target} HTTP/1.1", "Host: h", *(f"{name}: {value}" for name, value in headers))
    return "\r\n".join(lines).encode("latin-1") + b"\r\n"


def with_body(kind: str, method: str, target: str, headers: Headers, body: bytes) -> RawRequest:
    """Returns a complete request."""
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    return RawRequest(kind, (head(method, target, headers) + length + body,), method)
