"""One throw: bytes for a connection of their own, and what is expected of the service in return."""

from collections.abc import Iterable
from dataclasses import dataclass

Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Throw:
    """What is written, one piece after the other.

    What is `whole` is one HTTP request and must be answered. A sender that `leaves` waits for no answer.
    """

    kind: str
    pieces: tuple[bytes, ...]
    method: str = "POST"
    whole: bool = True
    leaves: bool = False


def head(method: str, target: str, headers: Headers) -> bytes:
    """The head of a request, without what says how long its body is."""
    lines = (f"{method} {target} HTTP/1.1", "Host: h", *(f"{name}: {value}" for name, value in headers))
    return "\r\n".join(lines).encode("latin-1") + b"\r\n"


def request(kind: str, method: str, target: str, headers: Headers, body: bytes) -> Throw:
    """A request with its whole body."""
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    return Throw(kind, (head(method, target, headers) + length + body,), method)
