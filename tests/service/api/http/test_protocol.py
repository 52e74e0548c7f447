"""The protocol on a loopback server: what it answers, and what it makes of those who send too long."""

import asyncio

import pytest
import structlog
from structlog.testing import capture_logs

from tests.service.api.http.protocol_harness import (
    ENOUGH,
    GET,
    HASTY,
    HEAD,
    Hasty,
    answer_from,
    ask,
    connected,
    is_refusal,
)

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "said",
    [
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/1.1\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
async def test_what_is_not_http_is_answered_and_logged_once(said: bytes) -> None:
    with capture_logs() as lines:
        answer, rest = await ask(said)

    assert answer.status == 400
    assert is_refusal(answer)
    assert rest == b""
    assert [(line["event"], line["status"], line["request_id"]) for line in lines] == [
        ("request", 400, answer.headers["x-request-id"])
    ]


@pytest.mark.parametrize(("where", "status"), [(b"/", 494), (b"/" + b"a" * 40_000, 414)])
async def test_large_heads_have_their_own_status(where: bytes, status: int) -> None:
    answer, _ = await ask(b"GET " + where + b" HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 40_000 + b"\r\n\r\n")

    assert (answer.status, answer.code) == (status, "APIG.0201")


async def test_the_refusal_of_a_head_request_has_no_body() -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(b"HEAD /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        said = await asyncio.wait_for(reader.read(), ENOUGH)

    assert said.startswith(b"HTTP/1.1 414 ")
    assert said.endswith(b"\r\n\r\n")


async def test_a_wrong_chunk_is_answered_by_the_app_and_logged_once() -> None:
    with capture_logs([structlog.contextvars.merge_contextvars]) as lines:
        async with connected() as (_, (reader, writer)):
            writer.write(HEAD + b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
            assert (await answer_from(reader)).status == 100  # the app waits
            writer.write(b"zz\r\n")
            answer = await answer_from(reader)

    assert answer.status == 400
    assert is_refusal(answer)
    assert [(line["path"], line["request_id"]) for line in lines] == [
        ("/echo", answer.headers["x-request-id"])
    ]


@pytest.mark.parametrize("received", [b"", b"a"])
async def test_a_body_that_stalls_is_answered_and_its_sender_dropped(received: bytes) -> None:
    async with connected(Hasty) as (server, (reader, writer)):
        writer.write(HASTY + b"Content-Length: 9\r\n\r\n" + received)
        answer = await answer_from(reader)
        await asyncio.wait_for(server.lost.wait(), ENOUGH)

    assert answer.status == 400
    assert is_refusal(answer)
    assert not server.state.connections


async def _send_for_ever(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"a" * 65536)
        await writer.drain()


async def test_a_sender_that_never_stops_is_dropped_and_nothing_of_it_is_kept() -> None:
    async with connected(Hasty) as (server, (_, writer)):
        writer.write(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(_send_for_ever(writer), ENOUGH)
        await asyncio.wait_for(server.lost.wait(), ENOUGH)

    assert server.made[0].conn.trailing_data[0] == b""
    assert len(server.made[0].cycle.body) < 1_000_000


async def test_a_sender_that_is_answered_early_lives_to_read_it() -> None:
    body = b"a" * 20_000_000
    async with connected() as (_, (reader, writer)):
        writer.write(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n" + body)
        await asyncio.wait_for(writer.drain(), ENOUGH)
        answer = await answer_from(reader)

    assert (answer.status, answer.headers["connection"]) == (404, "close")


async def test_who_expects_to_continue_is_told_so() -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(HEAD + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert (await answer_from(reader)).status == 100
        writer.write(b"abc")
        assert (await answer_from(reader)).body == b"abc"


async def test_who_expects_to_continue_and_need_not_gets_the_answer_at_once() -> None:
    head = b"POST /nowhere HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    answer, rest = await ask(head)

    assert (answer.status, answer.headers["connection"], rest) == (404, "close", b"")


@pytest.mark.parametrize(
    "request_bytes",
    [
        HEAD + b"Content-Length: 3\r\n\r\nabc",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n",
        HEAD + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc",
        HEAD + b"Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 3\r\n\r\nabc",
    ],
    ids=["length", "chunks", "an offer of HTTP/2", "an offer of web sockets"],
)
async def test_requests_in_a_row_are_answered_in_a_row_and_silently(
    request_bytes: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(request_bytes * 3)
        answers = [(await answer_from(reader)).body for _ in range(3)]

    assert answers == [b"abc"] * 3
    assert not caplog.records


async def test_nonsense_after_a_request_does_not_cost_the_answer_to_it() -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(GET + b"nonsense\r\n\r\n")
        assert (await answer_from(reader)).status == 200
        assert is_refusal(await answer_from(reader))
