"""Requests in one piece and in many, fed as bytes without a network."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api.http.head import RejectedRequest
from tests.service.api.http.requests import HOST, head, parsed, post

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
        parsed(piece for piece in pieces if piece)


@pytest.mark.parametrize("lines", [b"\r\n", b"\r\n\r\n"])
def test_empty_lines_before_a_request_are_skipped(lines: bytes) -> None:
    """Old clients send an empty line after a body."""
    for pieces in ([lines + head()], [lines, head()]):
        assert parsed(pieces).events == [b"GET", "end"]


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
    assert parsed([head(target)]).heads[0].target == expected


@pytest.mark.parametrize("piece", [1, 7, 10_000])
@pytest.mark.parametrize(
    "request_bytes",
    [
        post(b"Content-Length: 3\r\n", b"abc"),
        post(b"Transfer-Encoding: chunked\r\n", b"1\r\na\r\n2;x=y\r\nbc\r\n0\r\nTrailer: x\r\n\r\n"),
        post(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 3\r\n", b"abc"),
        post(
            b"Connection: Upgrade\r\nUpgrade: x\r\nTransfer-Encoding: chunked\r\n", b"3\r\nabc\r\n0\r\n\r\n"
        ),
    ],
    ids=["length", "chunks", "an upgrade", "an upgrade and chunks"],
)
def test_requests_are_parsed_in_pieces_of_any_size(request_bytes: bytes, piece: int) -> None:
    data = request_bytes * 3
    recorded = parsed(data[at : at + piece] for at in range(0, len(data), piece))

    assert recorded.events == [b"POST", bytearray(b"abc"), "end"] * 3
    assert all(name != b"trailer" for head in recorded.heads for name, _ in head.headers)


@pytest.mark.parametrize(
    ("data", "kept_alive"),
    [
        (head(), [True]),
        (head().replace(b"1.1", b"1.0"), [False]),
        (head(headers=b"Connection: upgrade\r\nUpgrade: h2c\r\n").replace(b"1.1", b"1.0"), [False]),
        (head(headers=b"Connection: close\r\n"), [False]),
        (head(headers=b"Connection: close\r\n") + b"\r\n" + head(), [False]),
    ],
)
def test_nothing_is_parsed_after_the_last_request(data: bytes, kept_alive: list[bool]) -> None:
    assert parsed([data]).kept_alive == kept_alive
    assert parsed([data[at : at + 1] for at in range(len(data))]).kept_alive == kept_alive
