"""Reads the body of a request with limits on its size and on pauses of the client.

Own code: neither Starlette nor uvicorn bounds the size or the pauses of a body.
"""

import asyncio
from typing import Protocol

from starlette.requests import Request
from starlette.types import Message

from service.api.http.body_budget import Reservation
from service.errors import BodyTooLarge, SenderStalled

LARGEST_BODY = 12 * 1024 * 1024
"""Largest body in bytes, as the cloud documents."""

STALL_SECONDS = 20.0
"""Longest pause of the client within a body, in seconds."""


class Body(Protocol):
    """Takes the parts of a body as they arrive."""

    def add(self, part: bytes) -> None:
        """Takes the next part. May refuse it with an OcrError."""


class KeptBody:
    """A body that is kept. Its bytes are counted in a reservation."""

    def __init__(self, reservation: Reservation) -> None:
        self.data = bytearray()
        self._reservation = reservation

    def add(self, part: bytes) -> None:
        """Keeps the next part. Raises EngineBusy if the budget of all bodies is used up."""
        self._reservation.grow(len(part))
        self.data += part


async def read_body(
    request: Request,
    body: Body,
    limit: int = LARGEST_BODY,
    stall_seconds: float = STALL_SECONDS,
) -> None:
    """Passes a whole body of at most `limit` bytes to `body`.

    Raises BodyTooLarge as soon as the size is known, and what `body` raises.
    Raises SenderStalled if the client pauses too long, disconnects early or sends invalid HTTP.
    Does not limit the total time: that is the task of the calling function.
    """
    if int(request.headers.get("content-length", "0")) > limit:
        raise BodyTooLarge
    size, has_more = 0, True
    while has_more:
        message = await _receive(request, stall_seconds)
        part = message.get("body", b"")
        has_more = message.get("more_body", False)
        size += len(part)
        if size > limit:
            raise BodyTooLarge
        body.add(part)


async def _receive(request: Request, stall_seconds: float) -> Message:
    try:
        async with asyncio.timeout(stall_seconds):
            message = await request.receive()
    except TimeoutError as error:
        raise SenderStalled from error
    if message["type"] == "http.disconnect":
        raise SenderStalled
    return message
