"""The protocol on a loopback socket: its answers, and the disconnect of clients that never stop sending."""

import asyncio

import pytest
import structlog
from structlog.testing import capture_logs

from tests.service.api.http.protocol_harness import (
    ECHO_HEAD,
    GET,
    GUARD_SECONDS,
    IMPATIENT_HEAD,
    ImpatientProtocol,
    answer_from,
    ask,
    connected,
    is_refusal,
)

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/1.1\r\n\r\n",
        ECHO_HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
async def test_invalid_http_is_answered_with_400_and_logged_once(data: bytes) -> None:
    with capture_logs() as lines:
        answer, rest = await ask(data)

    assert answer.status == 400
    assert is_refusal(answer)
    assert rest == b""
    assert [(line["event"], line["status"], line["request_id"]) for line in lines] == [
        ("request", 400, answer.headers["x-request-id"])
    ]


@pytest.mark.parametrize(("target", "status"), [(b"/", 494), (b"/" + b"a" * 40_000, 414)])
async def test_a_large_head_has_its_own_status(target: bytes, status: int) -> None:
    answer, _ = await ask(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 40_000 + b"\r\n\r\n")

    assert (answer.status, answer.code) == (status, "APIG.0201")


async def test_the_answer_to_an_invalid_head_request_has_no_body() -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(b"HEAD /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        data = await asyncio.wait_for(reader.read(), GUARD_SECONDS)

    assert data.startswith(b"HTTP/1.1 414 ")
    assert data.endswith(b"\r\n\r\n")


async def test_an_invalid_chunk_is_answered_by_the_app_and_logged_once() -> None:
    with capture_logs([structlog.contextvars.merge_contextvars]) as lines:
        async with connected() as (_, (reader, writer)):
            writer.write(ECHO_HEAD + b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
            assert (await answer_from(reader)).status == 100  # the app reads the body
            writer.write(b"zz\r\n")
            answer = await answer_from(reader)

    assert answer.status == 400
    assert is_refusal(answer)
    assert [(line["path"], line["request_id"]) for line in lines] == [
        ("/echo", answer.headers["x-request-id"])
    ]


@pytest.mark.parametrize("received", [b"", b"a"])
async def test_a_stalled_body_is_answered_and_its_connection_closed(received: bytes) -> None:
    async with connected(ImpatientProtocol) as (server, (reader, writer)):
        writer.write(IMPATIENT_HEAD + b"Content-Length: 9\r\n\r\n" + received)
        answer = await answer_from(reader)
        await asyncio.wait_for(server.lost_connection.wait(), GUARD_SECONDS)

    assert answer.status == 400
    assert is_refusal(answer)
    assert not server.state.connections


async def _send_forever(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"a" * 65536)
        await writer.drain()


async def test_a_client_that_never_stops_sending_is_disconnected_and_its_data_discarded() -> None:
    async with connected(ImpatientProtocol) as (server, (_, writer)):
        writer.write(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(_send_forever(writer), GUARD_SECONDS)
        await asyncio.wait_for(server.lost_connection.wait(), GUARD_SECONDS)

    assert len(server.protocols[0].cycle.body) < 1_000_000


async def test_a_client_can_read_an_early_answer_while_it_still_sends() -> None:
    body = b"a" * 20_000_000
    async with connected() as (_, (reader, writer)):
        writer.write(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n" + body)
        await asyncio.wait_for(writer.drain(), GUARD_SECONDS)
        answer = await answer_from(reader)

    assert (answer.status, answer.headers["connection"]) == (404, "close")


async def test_a_request_that_expects_continue_gets_100_before_its_body() -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(ECHO_HEAD + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert (await answer_from(reader)).status == 100
        writer.write(b"abc")
        assert (await answer_from(reader)).body == b"abc"


async def test_a_refused_request_that_expects_continue_is_answered_before_its_body_is_sent() -> None:
    head = b"POST /nowhere HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    answer, rest = await ask(head)

    assert (answer.status, answer.headers["connection"], rest) == (404, "close", b"")


@pytest.mark.parametrize(
    "request_bytes",
    [
        ECHO_HEAD + b"Content-Length: 3\r\n\r\nabc",
        ECHO_HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n",
        ECHO_HEAD + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc",
        ECHO_HEAD + b"Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 3\r\n\r\nabc",
    ],
    ids=["length", "chunks", "an upgrade to HTTP/2", "an upgrade to web sockets"],
)
async def test_pipelined_requests_are_answered_in_order_without_warnings(
    request_bytes: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(request_bytes * 3)
        answers = [(await answer_from(reader)).body for _ in range(3)]

    assert answers == [b"abc"] * 3
    assert not caplog.records


async def test_invalid_http_after_a_request_does_not_prevent_its_answer() -> None:
    async with connected() as (_, (reader, writer)):
        writer.write(GET + b"nonsense\r\n\r\n")
        assert (await answer_from(reader)).status == 200
        assert is_refusal(await answer_from(reader))
