"""A minimal HTTP client: writes prepared requests and parses only what the benchmark needs.

An HTTP library would use milliseconds of processor time on the cores that are measured.
"""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from benchmarks.load.traffic.targets import Target

TIMEOUT_SECONDS = 150.0
"""Longer than any deadline of a measured system."""

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_RETRY_AFTER = re.compile(rb"(?i)\r\nretry-after:")


@dataclass(frozen=True, slots=True)
class Reply:
    """The status of a complete response, and whether it has a Retry-After header."""

    status: int
    has_retry_after: bool


def http_request(target: Target, body: bytes) -> bytes:
    """Returns the bytes of a request to a target."""
    address = urlsplit(target.url)
    headers = {"Host": address.netloc, "Content-Type": "application/json", **target.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {address.path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass(slots=True)
class Connections:
    """A pool of kept-alive connections to one target; it grows with the number of concurrent requests."""

    target: Target
    _idle: list["_Connection"] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all idle connections."""
        for connection in self._idle:
            await connection.close()
        self._idle.clear()

    async def send(self, request_bytes: bytes) -> Reply:
        """Send a request and return its reply.

        Raises ConnectionError if the connection breaks or the response is not HTTP, and TimeoutError after
        TIMEOUT_SECONDS. Both are OSErrors.
        """
        connection = await self._connection()
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                reply = await connection.exchange(request_bytes)
        except BaseException:
            await connection.close()
            raise
        self._idle.append(connection)
        return reply

    async def read(self, request_bytes: bytes) -> None:
        """Send a request. Raises as `send`, and ConnectionError if the status is not 200."""
        reply = await self.send(request_bytes)
        if reply.status != HTTPStatus.OK:
            raise ConnectionError(f"status {reply.status}")

    async def _connection(self) -> "_Connection":
        while self._idle:
            connection = self._idle.pop()
            if not connection.reader.at_eof():
                return connection
            await connection.close()
        address = urlsplit(self.target.url)
        return _Connection(*await asyncio.open_connection(address.hostname, address.port))


@dataclass(frozen=True, slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def exchange(self, request_bytes: bytes) -> Reply:
        self.writer.write(request_bytes)
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            if length is None:
                raise ConnectionError(head.decode("latin-1"))
            await self.reader.readexactly(int(length[1]))
        except asyncio.IncompleteReadError as error:
            raise ConnectionResetError from error
        return Reply(int(head.split(b" ", 2)[1]), _RETRY_AFTER.search(head) is not None)

    async def close(self) -> None:
        self.writer.close()
        with suppress(OSError):  # the server has closed it
            await self.writer.wait_closed()
