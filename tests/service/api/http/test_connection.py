"""Accepted and rejected requests, fed as bytes without a network."""

from collections.abc import Iterable
from contextlib import suppress

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api.faults import HEADERS_TOO_LARGE, INVALID_HTTP, URI_TOO_LONG, Fault
from service.api.http.connection import LARGEST_HEADERS, LONGEST_LINE, Connection, RejectedRequest

PIECE_BYTES = 4096
HOST = b"Host: x\r\n"


def _events(pieces: Iterable[bytes]) -> list[object]:
    """Returns all events of the data, up to the point where more data is needed."""
    connection = Connection()
    events: list[object] = []
    for piece in pieces:
        connection.receive_data(piece)
        while (event := connection.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
            events.append(event)
    return events


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
            _events(pieces)
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
        assert [type(event) for event in _events(pieces)] == [h11.Request, h11.EndOfMessage]


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
        _events(piece for piece in pieces if piece)


@pytest.mark.parametrize(("sent", "closes"), [(b"abc", False), (b"ab", True)], ids=["complete", "incomplete"])
def test_the_answer_to_an_incomplete_request_closes_the_connection(sent: bytes, closes: bool) -> None:
    connection = Connection()
    connection.receive_data(_head(headers=b"Content-Length: 3\r\n") + sent)
    while connection.next_event() is not h11.NEED_DATA and connection.their_state is not h11.DONE:
        pass
    answer = connection.send(h11.Response(status_code=200, headers=[("Content-Length", "0")])) or b""
    connection.send(h11.EndOfMessage())

    assert (b"connection: close" in answer.lower()) == closes
    assert (connection.our_state is h11.MUST_CLOSE) == closes


@pytest.mark.parametrize("lines", [b"\r\n", b"\r\n\r\n"])
def test_empty_lines_before_a_request_are_skipped(lines: bytes) -> None:
    """Old clients send an empty line after a body."""
    together, separate = _events([lines + _head()]), _events([lines, _head()])

    assert [type(event) for event in together] == [type(event) for event in separate]
    assert isinstance(together[0], h11.Request)


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
    request = _events([_head(target)])[0]

    assert isinstance(request, h11.Request)
    assert request.target == expected
