"""Requests as bytes, and what the parser finds in them."""

from collections.abc import Iterable

from service.api.http.head import Head
from service.api.http.request_parser import RequestParser

HOST = b"Host: x\r\n"


class Recorded:
    """Records all parts of all requests."""

    def __init__(self) -> None:
        self.events: list[object] = []
        self.heads: list[Head] = []
        self.kept_alive: list[bool] = []

    def on_request(self, method: bytes, head: Head, *, keep_alive: bool) -> None:
        self.events.append(method)
        self.heads.append(head)
        self.kept_alive.append(keep_alive)

    def on_data(self, data: bytes) -> None:
        if isinstance(self.events[-1], bytearray):
            self.events[-1] += data
        else:
            self.events.append(bytearray(data))

    def on_end(self) -> None:
        self.events.append("end")


def parsed(pieces: Iterable[bytes]) -> Recorded:
    recorded = Recorded()
    parser = RequestParser(recorded)
    for piece in pieces:
        parser.feed(piece)
    return recorded


def head(target: bytes = b"/", headers: bytes = b"") -> bytes:
    return b"GET " + target + b" HTTP/1.1\r\n" + HOST + headers + b"\r\n"


def headers(count: int, size: int) -> bytes:
    return b"".join(b"X-%03d: " % number + b"a" * (size - 7) + b"\r\n" for number in range(count))


def post(headers: bytes, body: bytes) -> bytes:
    return b"POST /echo HTTP/1.1\r\n" + HOST + headers + b"\r\n" + body
