"""Accepted and rejected requests: the limits of a head and of chunks, and what is ambiguous."""

import pytest

from service.api.faults import HEADERS_TOO_LARGE, INVALID_HTTP, UNKNOWN_METHOD, URI_TOO_LONG, Fault
from service.api.http.head import LARGEST_HEADERS, LONGEST_LINE, MOST_HEADERS, RejectedRequest
from tests.service.api.http.requests import HOST, head, headers, parsed, post

PIECE_BYTES = 4096


def _in_pieces(data: bytes) -> list[bytes]:
    return [data[start : start + PIECE_BYTES] for start in range(0, len(data), PIECE_BYTES)]


INVALID = {
    "nonsense": b"nonsense\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "Chinese in the target": head("/网图".encode()),
    "a space in the target": head(b"/a b"),
    "a header without a name": head(headers=b": value\r\n"),
    "a zero byte in a header": head(headers=b"X-A: \x00\r\n"),
    "a space before the colon": head(headers=b"X-A : b\r\n"),
    "a length that is not a number": head(headers=b"Content-Length: ten\r\n"),
    "a negative length": head(headers=b"Content-Length: -1\r\n"),
    "two lengths": head(headers=b"Content-Length: 1\r\nContent-Length: 2\r\n"),
    "a length and chunks": head(headers=b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
    "an unknown transfer coding": head(headers=b"Transfer-Encoding: gzip\r\n"),
    "an invalid chunk": head(headers=b"Transfer-Encoding: chunked\r\n") + b"zz\r\n",
}
TOO_LONG = {
    "a long target": head(b"/" + b"a" * LONGEST_LINE),
    "an endless target": b"GET /" + b"a" * 1_000_000,
}
TOO_LARGE = {
    "a large header": head(headers=b"X-Auth-Token: " + b"a" * LONGEST_LINE + b"\r\n"),
    "large headers": head(headers=headers(200, 700)),
    "an endless header": head(headers=b"X-A: " + b"a" * 1_000_000),
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
            parsed(pieces)
        assert caught.value.fault == fault


ACCEPTED = {
    "a token of the cloud": head(headers=b"X-Auth-Token: " + b"a" * 9_000 + b"\r\n"),
    "31 KB in one header": head(headers=b"X-A: " + b"a" * 31 * 1024 + b"\r\n"),
    "127 KB of headers and a long target": head(
        b"/" + b"a" * (LONGEST_LINE - 1), headers(127, LARGEST_HEADERS // 128)
    ),
}


@pytest.mark.parametrize("data", ACCEPTED.values(), ids=ACCEPTED)
def test_a_large_request_within_the_limits_is_accepted(data: bytes) -> None:
    for pieces in ([data], _in_pieces(data)):
        assert parsed(pieces).events == [b"GET", "end"]


CHUNKED = head(headers=b"Transfer-Encoding: chunked\r\n").replace(b"GET", b"POST")


@pytest.mark.parametrize("more", [0, 1])
def test_the_number_of_headers_is_bounded(more: int) -> None:
    data = head(headers=b"A: b\r\n" * (MOST_HEADERS - 1 + more))
    if more:
        with pytest.raises(RejectedRequest) as caught:
            parsed([data])
        assert caught.value.fault == HEADERS_TOO_LARGE
    else:
        assert parsed([data]).events == [b"GET", "end"]


def test_trailers_are_bounded() -> None:
    with pytest.raises(RejectedRequest):
        parsed([CHUNKED + b"0\r\n" + b"A: b\r\n" * MOST_HEADERS])


def test_a_body_of_tiny_chunks_is_refused_and_one_of_small_chunks_is_not() -> None:
    assert len(parsed([CHUNKED + b"10\r\n0123456789abcdef\r\n" * 50_000]).events[1]) == 800_000  # type: ignore[arg-type]
    with pytest.raises(RejectedRequest) as caught:
        parsed([CHUNKED + b"1\r\na\r\n" * 50_000])
    assert caught.value.fault == INVALID_HTTP


@pytest.mark.parametrize(
    "data",
    [
        b"GET /\r\n\r\n",
        post(b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n").replace(b"1.1", b"1.0"),
        b"GET / HTTP/1.1\nHost: x\n\n",
        post(b"Transfer-Encoding: chunked\r\n", b"3\nabc\n0\n\n"),
        head(headers=b"X: a\r\n b\r\n"),
    ],
    ids=[
        "HTTP/0.9",
        "chunks in HTTP/1.0",
        "bare line feeds",
        "bare line feeds in chunks",
        "folding",
    ],
)
def test_what_proxies_may_read_in_another_way_is_refused(data: bytes) -> None:
    with pytest.raises(RejectedRequest) as caught:
        parsed([data])
    assert caught.value.fault == INVALID_HTTP


@pytest.mark.parametrize(
    "data", [b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", b"BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n"]
)
def test_an_unknown_method_is_told_from_data_that_is_no_http(data: bytes) -> None:
    with pytest.raises(RejectedRequest) as caught:
        parsed([data])
    assert caught.value.fault == UNKNOWN_METHOD
