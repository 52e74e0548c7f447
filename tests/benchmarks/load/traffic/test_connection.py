"""The minimal HTTP client, with servers that keep connections alive or close them."""

import asyncio
from asyncio import StreamReader, StreamWriter

import pytest

from benchmarks.load.traffic.connection import Connections, Reply, http_request
from benchmarks.load.traffic.targets import Target

ANSWER = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 4\r\n\r\nbusy"
REQUEST = http_request(Target("any", "http://127.0.0.1/", "image"), b"body")
TARGET = Target("any", "http://127.0.0.1:80/path", "image", headers={"X-Auth-Token": "token"})


def target_of(server: asyncio.Server) -> Target:
    return Target("local", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", "image")


async def read_request(reader: StreamReader) -> None:
    await reader.readuntil(b"\r\n\r\nbody")


def test_a_request_has_the_headers_of_its_target_and_its_length() -> None:
    head, body = http_request(TARGET, b"body").split(b"\r\n\r\n")

    assert body == b"body"
    assert head.startswith(b"POST /path HTTP/1.1\r\n")
    assert b"\r\nHost: 127.0.0.1:80\r\n" in head
    assert b"\r\nX-Auth-Token: token\r\n" in head
    assert b"\r\nContent-Length: 4" in head


@pytest.mark.anyio
async def test_a_connection_that_is_kept_alive_is_used_again() -> None:
    opened: list[StreamWriter] = []

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        opened.append(writer)
        for _ in range(2):
            await read_request(reader)
            writer.write(ANSWER)
        writer.close()

    async with (
        await asyncio.start_server(answer, "127.0.0.1", 0) as server,
        Connections(target_of(server)) as connections,
    ):
        replies = [await connections.send(REQUEST) for _ in range(2)]

    assert replies == [Reply(429, has_retry_after=True)] * 2
    assert len(opened) == 1


@pytest.mark.anyio
async def test_a_connection_that_the_server_closed_is_replaced() -> None:
    closed = asyncio.Event()

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        await read_request(reader)
        writer.write(ANSWER)
        writer.close()
        await writer.wait_closed()
        closed.set()

    async with (
        await asyncio.start_server(answer, "127.0.0.1", 0) as server,
        Connections(target_of(server)) as connections,
    ):
        await connections.send(REQUEST)
        await closed.wait()
        await asyncio.sleep(0)  # lets the client read the end of the connection
        assert await connections.send(REQUEST) == Reply(429, has_retry_after=True)


@pytest.mark.anyio
@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\nContent-Le", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_an_incomplete_answer_or_one_without_a_length_is_an_error(answer: bytes) -> None:
    async def break_off(reader: StreamReader, writer: StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(break_off, "127.0.0.1", 0)
    async with server, Connections(target_of(server)) as connections:
        with pytest.raises(ConnectionError):
            await connections.send(REQUEST)
