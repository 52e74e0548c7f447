"""Servers of the other side: real sockets on loopback, and answers written by hand."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from ipaddress import ip_address, ip_network
from typing import Any

from service.download.source import LIMITS, Limits, Source
from service.download.target import IPAddress, Network

HOME = ip_network("127.0.0.1/32")
"""Allow-listed, it is what the tests take for the public net; 127.0.0.2 stays forbidden."""

Handler = Callable[["Far", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Far:
    """One listening server. It remembers who connected, what they asked, and that they hung up."""

    def __init__(self, answer: bytes | Handler) -> None:
        self.port = 0
        self.connections = 0
        self.requests: list[bytes] = []
        self.reached = asyncio.Event()
        self.asked = asyncio.Event()
        self.hung_up = asyncio.Event()
        self._answer = answer
        self._tasks: set[asyncio.Task[None]] = set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.reached.set()
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
            self.asked.set()
            if isinstance(self._answer, bytes):
                writer.write(self._answer)
                await writer.drain()
            else:
                await self._answer(self, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.hung_up.set()
        finally:
            writer.close()


@asynccontextmanager
async def listening(
    answer: bytes | Handler, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Far]:
    """A server that answers every request alike, on a port of its own where none is given."""
    far = Far(answer)
    async with await asyncio.start_server(far.accept, host, port, ssl=tls) as server:
        far.port = server.sockets[0].getsockname()[1]
        try:
            yield far
        finally:
            await far.stop()


async def until_hung_up(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say nothing more, and wait until the other side leaves."""
    while await reader.read(1024):
        pass
    far.hung_up.set()


def picture(body: bytes = b"picture", head: str = "") -> bytes:
    """A good answer, with further header lines."""
    return f"HTTP/1.1 200 OK\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def moved(to: str, status: int = 302) -> bytes:
    """A redirect."""
    return f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")


class Names:
    """A resolver that is told its answers beforehand; the last one is repeated. It counts its questions."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = [tuple(map(ip_address, answer)) for answer in answers]
        self.asked: list[str] = []

    def __call__(self, host: str) -> tuple[IPAddress, ...]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def run(work: Coroutine[Any, Any, None]) -> None:
    """One test's loop; it fails before the limits of 15 s in all could come to the rescue."""

    async def bounded() -> None:
        async with asyncio.timeout(10):
            await work

    asyncio.run(bounded())


@asynccontextmanager
async def source(
    allowed: tuple[Network, ...] = (HOME,), limits: Limits = LIMITS, **options: Any
) -> AsyncIterator[Source]:
    """A source that may call 127.0.0.1 where no other networks are given."""
    made = Source(allowed, limits=limits, **options)
    try:
        yield made
    finally:
        made.close()
