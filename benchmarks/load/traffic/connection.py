"""A client's bare connections: each writes requests that are ready, and reads as much of an answer as counts.

Clients' libraries take some milliseconds of the very cores that are measured, whoever answers.
"""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from benchmarks.load.traffic.targets import Target

PATIENCE_SECONDS = 150.0
"""More than any deadline of a service that is measured."""

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_RETRY_AFTER = re.compile(rb"(?i)\r\nretry-after:")


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of an answer whose body has come."""

    status: int
    says_when: bool


def request(target: Target, body: bytes) -> bytes:
    """A whole request to a target."""
    address = urlsplit(target.url)
    said = {"Host": address.netloc, "Content-Type": "application/json", **target.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"POST {address.path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass(slots=True)
class Connections:
    """As many to one target as there are requests at a time; they are kept until the end."""

    target: Target
    _idle: list["_Connection"] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close those that are idle."""
        for each in self._idle:
            await each.close()
        self._idle.clear()

    async def send(self, whole: bytes) -> Reply:
        """The reply to a whole request.

        Raises OSError: ConnectionError where the connection breaks or what comes is no answer, TimeoutError
        where none comes in PATIENCE_SECONDS.
        """
        connection = await self._connection()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                reply = await connection.exchange(whole)
        except BaseException:
            await connection.close()
            raise
        self._idle.append(connection)
        return reply

    async def read(self, whole: bytes) -> None:
        """As `send`, for a picture that has to be read: raises ConnectionError where it is not."""
        reply = await self.send(whole)
        if reply.status != HTTPStatus.OK:
            raise ConnectionError(f"status {reply.status}")

    async def _connection(self) -> "_Connection":
        while self._idle:
            kept = self._idle.pop()
            if not kept.reader.at_eof():
                return kept
            await kept.close()
        address = urlsplit(self.target.url)
        return _Connection(*await asyncio.open_connection(address.hostname, address.port))


@dataclass(frozen=True, slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def exchange(self, whole: bytes) -> Reply:
        self.writer.write(whole)
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
        with suppress(OSError):  # it is closed already
            await self.writer.wait_closed()
