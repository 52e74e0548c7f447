"""Servers on loopback sockets that send given bytes, and an event loop whose time can jump forward."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from ipaddress import ip_address, ip_network
from typing import Any

from service.download.source import LIMITS, Limits, Source
from service.download.target import IPAddress, Network

ALLOWED = ip_network("127.0.0.1/32")
"""The allowed network of the tests. 127.0.0.2 is forbidden."""

GUARD_SECONDS = 10
"""Longest time of one test in seconds: below the 15 s limit of a download, so that a hanging test fails."""

Handler = Callable[["RemoteServer", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class RemoteServer:
    """One listening server. Records its connections and requests, and the disconnect of the client."""

    def __init__(self, answer: bytes | Handler) -> None:
        self.port = 0
        self.connections = 0
        self.requests: list[bytes] = []
        self.connected = asyncio.Event()
        self.requested = asyncio.Event()
        self.disconnected = asyncio.Event()
        self._answer = answer
        self._tasks: set[asyncio.Task[None]] = set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.connected.set()
        self._tasks.add(asyncio.create_task(self._serve(reader, writer)))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for outcome in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.requests.append(await reader.readuntil(b"\r\n\r\n"))
            self.requested.set()
            if isinstance(self._answer, bytes):
                writer.write(self._answer)
                await writer.drain()
            else:
                await self._answer(self, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.disconnected.set()
        finally:
            writer.close()


@asynccontextmanager
async def remote_server(
    answer: bytes | Handler, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[RemoteServer]:
    """Runs a server that gives every request the same answer. Port 0 means any free port."""
    remote = RemoteServer(answer)
    async with await asyncio.start_server(remote.accept, host, port, ssl=tls) as server:
        remote.port = server.sockets[0].getsockname()[1]
        try:
            yield remote
        finally:
            await remote.stop()


async def wait_for_disconnect(
    remote: RemoteServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Sends nothing more until the client disconnects."""
    while await reader.read(1024):
        pass
    remote.disconnected.set()


def picture(body: bytes = b"picture", headers: str = "") -> bytes:
    """Returns a successful answer, with further header lines."""
    return f"HTTP/1.1 200 OK\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    """Returns a redirect."""
    return f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")


class FakeResolver:
    """A resolver that returns the given answers in order and repeats the last. Records the host names."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = [tuple(map(ip_address, answer)) for answer in answers]
        self.hosts: list[str] = []

    def __call__(self, host: str) -> tuple[IPAddress, ...]:
        self.hosts.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class SkippingLoop(asyncio.SelectorEventLoop):
    """An event loop whose time can jump forward, so that a test reaches a timeout without waiting."""

    guard: asyncio.Timeout
    _skipped = 0.0

    def time(self) -> float:
        return super().time() + self._skipped

    def skip(self, seconds: float) -> None:
        """Moves the time forward. The guard of the test moves along."""
        self._skipped += seconds
        self.guard.reschedule((self.guard.when() or self.time()) + seconds)


def skip(seconds: float) -> None:
    """Moves the time of the running test forward."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SkippingLoop)
    loop.skip(seconds)


def run(work: Coroutine[Any, Any, None]) -> None:
    """Runs a test on a new loop, for at most GUARD_SECONDS."""

    async def guarded() -> None:
        async with asyncio.timeout(GUARD_SECONDS) as guard:
            loop = asyncio.get_running_loop()
            assert isinstance(loop, SkippingLoop)
            loop.guard = guard
            await work

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        runner.run(guarded())


@asynccontextmanager
async def open_source(
    allowed: tuple[Network, ...] = (ALLOWED,), limits: Limits = LIMITS, **options: Any
) -> AsyncIterator[Source]:
    """Yields a source that may call 127.0.0.1, or the given networks instead."""
    source = Source(allowed, limits=limits, **options)
    try:
        yield source
    finally:
        source.close()
