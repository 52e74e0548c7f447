"""Slow servers, endless bodies and cancelled downloads. Timeouts are reached by skipping time."""

import asyncio
import gc
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from service.download.source import LARGEST_FILE, LIMITS
from service.download.target import IPAddress
from service.errors import DownloadFailed
from tests.service.download.servers import (
    ALLOWED,
    Handler,
    RemoteServer,
    open_source,
    picture,
    remote_server,
    run,
    skip,
    wait_for_disconnect,
)


def test_a_download_ends_soon_after_its_body_exceeds_the_limit() -> None:
    sent = 0

    async def pour(remote: RemoteServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            await writer.drain()
            sent += 65536

    async def work() -> None:
        async with (
            remote_server(pour) as remote,
            open_source(limits=replace(LIMITS, size=1_000_000)) as source,
        ):
            with pytest.raises(DownloadFailed):
                await source.fetch(f"http://127.0.0.1:{remote.port}/")
            await remote.disconnected.wait()

    run(work())
    assert 900_000 < sent < 8_000_000  # the socket buffers may hold more than the limit


def test_a_body_with_a_too_large_content_length_is_not_read() -> None:
    async def declare(
        remote: RemoteServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {LARGEST_FILE + 1}\r\n\r\n".encode())
        await wait_for_disconnect(remote, reader, writer)

    async def work() -> None:
        async with remote_server(declare) as remote, open_source() as source:
            with pytest.raises(DownloadFailed):
                await source.fetch(f"http://127.0.0.1:{remote.port}/")
            await remote.disconnected.wait()

    run(work())


def _stalls_after(answer: bytes) -> Handler:
    """Returns a server that sends a part of an answer and then nothing."""

    async def serve(remote: RemoteServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        skip(LIMITS.total)
        await wait_for_disconnect(remote, reader, writer)

    return serve


def _byte_a_second_after(answer: bytes) -> Handler:
    """Returns a server that then sends one byte a second, so that no single read takes long."""

    async def serve(remote: RemoteServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        for _ in range(2 * round(LIMITS.total)):
            writer.write(b"x")
            await writer.drain()
            skip(1.0)
            await asyncio.sleep(0)
        await wait_for_disconnect(remote, reader, writer)

    return serve


SLOW_SERVERS = {
    "no answer": _stalls_after(b""),
    "an incomplete body": _stalls_after(picture()[:-1]),
    "a slow head": _byte_a_second_after(b"HTTP/1.1 200 OK\r\nX: "),
    "a slow body": _byte_a_second_after(b"HTTP/1.1 200 OK\r\n\r\n"),
}


@pytest.mark.parametrize("server", SLOW_SERVERS.values(), ids=SLOW_SERVERS)
def test_a_slow_server_is_disconnected_after_the_total_limit(server: Handler) -> None:
    async def work() -> None:
        async with remote_server(server) as remote, open_source() as source:
            with pytest.raises(DownloadFailed):
                await source.fetch(f"http://127.0.0.1:{remote.port}/")
            await remote.disconnected.wait()

    run(work())
    gc.collect()  # a connection that is not closed warns here


def test_a_name_server_that_does_not_answer_delays_no_other_download() -> None:
    """It does not block the default executor of the event loop either."""
    end = threading.Event()

    def resolver(host: str) -> tuple[IPAddress, ...]:
        if host == "hung.example":
            end.wait()
        return (ALLOWED[0],)

    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(1))
        async with remote_server(picture()) as remote, open_source(resolver=resolver) as source:
            hung = [
                asyncio.create_task(source.fetch(f"http://hung.example:{remote.port}/")) for _ in range(8)
            ]
            assert await source.fetch(f"http://a.example:{remote.port}/") == b"picture"
            await loop.run_in_executor(None, threading.current_thread)
            skip(LIMITS.connect)
            for outcome in await asyncio.gather(*hung, return_exceptions=True):
                assert isinstance(outcome, DownloadFailed)
            assert remote.connections == 1

    async def with_released_resolver() -> None:
        try:
            await work()
        finally:
            end.set()

    run(with_released_resolver())


async def _cancel(download: asyncio.Task[bytes]) -> None:
    download.cancel()
    with pytest.raises(asyncio.CancelledError):
        await download


def test_a_cancelled_download_closes_its_connection() -> None:
    async def work() -> None:
        async with remote_server(wait_for_disconnect) as remote, open_source() as source:
            download = asyncio.create_task(source.fetch(f"http://127.0.0.1:{remote.port}/"))
            await remote.requested.wait()
            await _cancel(download)
            await remote.disconnected.wait()

    run(work())
    gc.collect()  # a connection that is not closed warns here


def test_a_download_that_is_cancelled_in_the_tls_handshake_closes_its_connection() -> None:
    handshake_begun, disconnected = asyncio.Event(), asyncio.Event()

    async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1024):
            handshake_begun.set()
        disconnected.set()
        writer.close()

    async def work() -> None:
        async with await asyncio.start_server(never_answer, "127.0.0.1") as server, open_source() as source:
            port = server.sockets[0].getsockname()[1]
            download = asyncio.create_task(source.fetch(f"https://127.0.0.1:{port}/"))
            await handshake_begun.wait()
            await _cancel(download)
            await disconnected.wait()

    run(work())
    gc.collect()  # a connection that is not closed warns here
