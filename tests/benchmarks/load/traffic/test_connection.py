"""Bare connections, against servers that keep them or not."""

import asyncio
from asyncio import StreamReader, StreamWriter

import pytest

from benchmarks.load.traffic.connection import Connections, Reply, request
from benchmarks.load.traffic.targets import Target

ANSWER = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 4\r\n\r\nbusy"
BODY = request(Target("any", "http://127.0.0.1/", "image"), b"body")
TARGET = Target("any", "http://127.0.0.1:80/path", "image", headers={"X-Auth-Token": "token"})


def to(server: asyncio.Server) -> Target:
    return Target("near", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", "image")


async def seen(reader: StreamReader) -> None:
    await reader.readuntil(b"\r\n\r\nbody")


def test_a_request_says_who_asks_and_how_long_it_is() -> None:
    head, body = request(TARGET, b"body").split(b"\r\n\r\n")

    assert body == b"body"
    assert head.startswith(b"POST /path HTTP/1.1\r\n")
    assert b"\r\nHost: 127.0.0.1:80\r\n" in head
    assert b"\r\nX-Auth-Token: token\r\n" in head
    assert b"\r\nContent-Length: 4" in head


@pytest.mark.anyio
async def test_a_connection_serves_one_request_after_the_other() -> None:
    opened: list[StreamWriter] = []

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        opened.append(writer)
        for _ in range(2):
            await seen(reader)
            writer.write(ANSWER)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server, Connections(to(server)) as near:
        replies = [await near.send(BODY) for _ in range(2)]

    assert replies == [Reply(429, says_when=True)] * 2
    assert len(opened) == 1


@pytest.mark.anyio
async def test_one_that_the_server_has_closed_is_left() -> None:
    closed = asyncio.Event()

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        await seen(reader)
        writer.write(ANSWER)
        writer.close()
        await writer.wait_closed()
        closed.set()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server, Connections(to(server)) as near:
        await near.send(BODY)
        await closed.wait()
        await asyncio.sleep(0)  # the loop looks once what has come, and the end has
        assert await near.send(BODY) == Reply(429, says_when=True)


@pytest.mark.anyio
@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\nContent-Le", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_half_an_answer_or_one_without_a_length_is_none(answer: bytes) -> None:
    async def break_off(reader: StreamReader, writer: StreamWriter) -> None:
        await seen(reader)
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(break_off, "127.0.0.1", 0)
    async with server, Connections(to(server)) as near:
        with pytest.raises(ConnectionError):
            await near.send(BODY)
