"""Servers without an end and callers without patience: nobody holds a download up for long."""

import asyncio
import gc
import socket
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from service.download.source import LARGEST_FILE, LIMITS
from service.download.target import IPAddress
from service.errors import DownloadFailed
from tests.service.download.servers import HOME, Far, listening, picture, run, source, until_hung_up

SHORT = replace(LIMITS, connect=0.5)


def test_a_body_without_end_is_cut_off_near_the_limit() -> None:
    sent = 0

    async def pour(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            await writer.drain()
            sent += 65536

    async def work() -> None:
        async with listening(pour) as far, source(limits=replace(LIMITS, size=1_000_000)) as web:
            with pytest.raises(DownloadFailed):
                await web.fetch(f"http://127.0.0.1:{far.port}/")
            await far.hung_up.wait()

    run(work())
    assert 900_000 < sent < 8_000_000  # what lies in the buffers of both sockets comes on top


def test_a_body_that_is_declared_too_large_is_not_waited_for() -> None:
    async def declare(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {LARGEST_FILE + 1}\r\n\r\n".encode())
        await until_hung_up(far, reader, writer)

    async def work() -> None:
        async with listening(declare) as far, source() as web:
            with pytest.raises(DownloadFailed):
                await web.fetch(f"http://127.0.0.1:{far.port}/")
            await far.hung_up.wait()

    run(work())


async def _drip(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte at a time, so that no single read takes long."""
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.01)


async def _drip_body(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    await _drip(far, reader, writer)


async def _drip_head(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    await _drip(far, reader, writer)


async def _half(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(picture()[:-1])
    await until_hung_up(far, reader, writer)


@pytest.mark.parametrize("server", [until_hung_up, _half, _drip_head, _drip_body])
def test_a_server_that_takes_its_time_is_left(
    server: Callable[[Far, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> None:
    async def work() -> None:
        async with listening(server) as far, source(limits=replace(LIMITS, total=0.2)) as web:
            with pytest.raises(DownloadFailed):
                await web.fetch(f"http://127.0.0.1:{far.port}/")
            await far.hung_up.wait()

    run(work())
    gc.collect()  # what was not closed says so now


def test_a_name_server_that_hangs_holds_up_its_own_url_alone() -> None:
    """Neither another download nor what else runs in the threads of the loop waits for it."""
    answer = threading.Event()

    def resolver(host: str) -> tuple[IPAddress, ...]:
        if host == "hung.example":
            answer.wait()
        return (HOME[0],)

    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(1))
        async with listening(picture()) as far, source(limits=SHORT, resolver=resolver) as web:
            hung = [asyncio.create_task(web.fetch(f"http://hung.example:{far.port}/")) for _ in range(8)]
            assert await web.fetch(f"http://a.example:{far.port}/") == b"picture"
            await loop.run_in_executor(None, threading.current_thread)
            for outcome in await asyncio.gather(*hung, return_exceptions=True):
                assert isinstance(outcome, DownloadFailed)
            assert far.connections == 1

    async def released() -> None:
        try:
            await work()
        finally:
            answer.set()

    run(released())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_caller_who_leaves_takes_the_connection_along(scheme: str) -> None:
    """Over https the server is silent in the middle of the handshake."""

    async def work() -> None:
        async with listening(until_hung_up) as far, source() as web:
            task = asyncio.create_task(web.fetch(f"{scheme}://127.0.0.1:{far.port}/"))
            await (far.asked if scheme == "http" else far.reached).wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await far.hung_up.wait()

    run(work())
    gc.collect()  # what was not closed says so now
