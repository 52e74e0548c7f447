"""Accepted and rejected requests, fed as bytes without a network."""

from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api.faults import HEADERS_TOO_LARGE, INVALID_HTTP, URI_TOO_LONG, Fault
from service.api.http.head import LARGEST_HEADERS, LONGEST_LINE, MOST_HEADERS, Head, RejectedRequest
from service.api.http.request_parser import RequestParser

PIECE_BYTES = 4096
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
        if self.events[-1] == b"":
            return
        if isinstance(self.events[-1], bytearray):
            self.events[-1] += data
        else:
            self.events.append(bytearray(data))

    def on_end(self) -> None:
        self.events.append("end")


def _parsed(pieces: Iterable[bytes]) -> Recorded:
    recorded = Recorded()
    parser = RequestParser(recorded)
    for piece in pieces:
        parser.feed(piece)
    return recorded


def _in_pieces(data: bytes) -> list[bytes]:
    return [data[start : start + PIECE_BYTES] for start in range(0, len(data), PIECE_BYTES)]


def _head(target: bytes = b"/", headers: bytes = b"") -> bytes:
    return b"GET " + target + b" HTTP/1.1\r\n" + HOST + headers + b"\r\n"


def _headers(count: int, size: int) -> bytes:
    return b"".join(b"X-%03d: " % number + b"a" * (size - 7) + b"\r\n" for number in range(count))


INVALID = {
    "nonsense": b"nonsense\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "Chinese in the target": _head("/网图".encode()),
    "a space in the target": _head(b"/a b"),
    "a header without a name": _head(headers=b": value\r\n"),
    "a zero byte in a header": _head(headers=b"X-A: \x00\r\n"),
    "a space before the colon": _head(headers=b"X-A : b\r\n"),
    "a length that is not a number": _head(headers=b"Content-Length: ten\r\n"),
    "a negative length": _head(headers=b"Content-Length: -1\r\n"),
    "two lengths": _head(headers=b"Content-Length: 1\r\nContent-Length: 2\r\n"),
    "a length and chunks": _head(headers=b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
    "an unknown transfer coding": _head(headers=b"Transfer-Encoding: gzip\r\n"),
    "an invalid chunk": _head(headers=b"Transfer-Encoding: chunked\r\n") + b"zz\r\n",
}
TOO_LONG = {
    "a long target": _head(b"/" + b"a" * LONGEST_LINE),
    "an endless target": b"GET /" + b"a" * 1_000_000,
}
TOO_LARGE = {
    "a large header": _head(headers=b"X-Auth-Token: " + b"a" * LONGEST_LINE + b"\r\n"),
    "large headers": _head(headers=_headers(200, 700)),
    "an endless header": _head(headers=b"X-A: " + b"a" * 1_000_000),
}
REJECTED = [
    *((name, data, INVALID_HTTP) for name, data in INVALID.items()),
    *((name, data, URI_TOO_LONG) for name, data in TOO_LONG.items()),
    *((name, data, HEADERS_TOO_LARGE) for name, data in TOO_LARGE.items()),
]


@pytest.mark.parametrize(
    ("data", "fault"), [case[1:] for case in REJECTED], ids=[case[0] for case in REJECTED]
)
def test_an_invalid_request_is_rejected_in_one_piece_and_in_many(data: bytes, fault: Fault) -> None:
    for pieces in ([data], _in_pieces(data)):
        with pytest.raises(RejectedRequest) as caught:
            _parsed(pieces)
        assert caught.value.fault == fault


ACCEPTED = {
    "a token of the cloud": _head(headers=b"X-Auth-Token: " + b"a" * 9_000 + b"\r\n"),
    "31 KB in one header": _head(headers=b"X-A: " + b"a" * 31 * 1024 + b"\r\n"),
    "127 KB of headers and a long target": _head(
        b"/" + b"a" * (LONGEST_LINE - 1), _headers(127, LARGEST_HEADERS // 128)
    ),
}


@pytest.mark.parametrize("data", ACCEPTED.values(), ids=ACCEPTED)
def test_a_large_request_within_the_limits_is_accepted(data: bytes) -> None:
    for pieces in ([data], _in_pieces(data)):
        assert _parsed(pieces).events == [b"GET", "end"]


FRAGMENTS = [
    b"GET / HTTP/1.1\r\n",
    b"POST /echo HTTP/1.1\r\n",
    b"POST /echo HTTP/1.0\r\n",
    HOST,
    b"Content-Length: 3\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Connection: close\r\n",
    b"Upgrade: h2c\r\n",
    b"Expect: 100-continue\r\n",
    b" folded\r\n",
    b"\r\n",
    b"\n",
    b"3\r\nabc\r\n",
    b"0\r\n\r\n",
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=8), max_size=12))
def test_any_input_is_parsed_or_rejected(pieces: list[bytes]) -> None:
    with suppress(RejectedRequest):
        _parsed(piece for piece in pieces if piece)


@pytest.mark.parametrize("lines", [b"\r\n", b"\r\n\r\n"])
def test_empty_lines_before_a_request_are_skipped(lines: bytes) -> None:
    """Old clients send an empty line after a body."""
    for pieces in ([lines + _head()], [lines, _head()]):
        assert _parsed(pieces).events == [b"GET", "end"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (b"http://other:8000/v2/p/ocr/web-image?a=b", b"/v2/p/ocr/web-image?a=b"),
        (b"HTTPS://other", b"/"),
        (b"http://other?a", b"/?a"),
        (b"/http://other/", b"/http://other/"),
    ],
)
def test_an_absolute_target_is_reduced_to_its_path_and_query(target: bytes, expected: bytes) -> None:
    assert _parsed([_head(target)]).heads[0].target == expected


CHUNKED = _head(headers=b"Transfer-Encoding: chunked\r\n").replace(b"GET", b"POST")


def _post(headers: bytes, body: bytes) -> bytes:
    return b"POST /echo HTTP/1.1\r\n" + HOST + headers + b"\r\n" + body


@pytest.mark.parametrize("piece", [1, 7, 10_000])
@pytest.mark.parametrize(
    "request_bytes",
    [
        _post(b"Content-Length: 3\r\n", b"abc"),
        _post(b"Transfer-Encoding: chunked\r\n", b"1\r\na\r\n2;x=y\r\nbc\r\n0\r\nTrailer: x\r\n\r\n"),
        _post(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 3\r\n", b"abc"),
        _post(
            b"Connection: Upgrade\r\nUpgrade: x\r\nTransfer-Encoding: chunked\r\n", b"3\r\nabc\r\n0\r\n\r\n"
        ),
    ],
    ids=["length", "chunks", "an upgrade", "an upgrade and chunks"],
)
def test_requests_are_parsed_in_pieces_of_any_size(request_bytes: bytes, piece: int) -> None:
    data = request_bytes * 3
    recorded = _parsed(data[at : at + piece] for at in range(0, len(data), piece))

    assert recorded.events == [b"POST", bytearray(b"abc"), "end"] * 3
    assert all(name != b"trailer" for head in recorded.heads for name, _ in head.headers)


@pytest.mark.parametrize("more", [0, 1])
def test_the_number_of_headers_is_bounded(more: int) -> None:
    data = _head(headers=b"A: b\r\n" * (MOST_HEADERS - 1 + more))
    if more:
        with pytest.raises(RejectedRequest) as caught:
            _parsed([data])
        assert caught.value.fault == HEADERS_TOO_LARGE
    else:
        assert _parsed([data]).events == [b"GET", "end"]


def test_trailers_are_bounded() -> None:
    with pytest.raises(RejectedRequest):
        _parsed([CHUNKED + b"0\r\n" + b"A: b\r\n" * MOST_HEADERS])


def test_a_body_of_tiny_chunks_is_refused_and_one_of_small_chunks_is_not() -> None:
    assert len(_parsed([CHUNKED + b"10\r\n0123456789abcdef\r\n" * 50_000]).events[1]) == 800_000  # type: ignore[arg-type]
    with pytest.raises(RejectedRequest) as caught:
        _parsed([CHUNKED + b"1\r\na\r\n" * 50_000])
    assert caught.value.fault == INVALID_HTTP


@pytest.mark.parametrize(
    ("data", "kept_alive"),
    [
        (_head(), [True]),
        (_head().replace(b"1.1", b"1.0"), [False]),
        (_head(headers=b"Connection: close\r\n"), [False]),
        (_head(headers=b"Connection: close\r\n") + b"\r\n" + _head(), [False]),
    ],
)
def test_nothing_is_parsed_after_the_last_request(data: bytes, kept_alive: list[bool]) -> None:
    assert _parsed([data]).kept_alive == kept_alive
    assert _parsed([data[at : at + 1] for at in range(len(data))]).kept_alive == kept_alive


@pytest.mark.parametrize(
    "data",
    [
        b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
        b"GET /\r\n\r\n",
        _post(b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n").replace(b"1.1", b"1.0"),
        b"GET / HTTP/1.1\nHost: x\n\n",
        _post(b"Transfer-Encoding: chunked\r\n", b"3\nabc\n0\n\n"),
        _head(headers=b"X: a\r\n b\r\n"),
    ],
    ids=[
        "a tunnel",
        "HTTP/0.9",
        "chunks in HTTP/1.0",
        "bare line feeds",
        "bare line feeds in chunks",
        "folding",
    ],
)
def test_what_proxies_may_read_in_another_way_is_refused(data: bytes) -> None:
    with pytest.raises(RejectedRequest) as caught:
        _parsed([data])
    assert caught.value.fault == INVALID_HTTP
