"""Reads the body of a request with limits on its size and on pauses of the client.

Own code: neither Starlette nor uvicorn bounds the size or the pauses of a body.
"""

import asyncio

from starlette.requests import Request
from starlette.types import Message

from service.api.http.body_budget import Reservation
from service.errors import BodyTooLarge, SenderStalled

LARGEST_BODY = 12 * 1024 * 1024
"""Largest body in bytes, as the cloud documents."""

STALL_SECONDS = 20.0
"""Longest pause of the client within a body, in seconds."""


async def read_body(
    request: Request,
    reservation: Reservation | None,
    limit: int = LARGEST_BODY,
    stall_seconds: float = STALL_SECONDS,
) -> bytearray:
    """Returns a whole body of at most `limit` bytes. Without a reservation it discards the data.

    Raises BodyTooLarge as soon as the size is known, and EngineBusy if the budget of all bodies is used up.
    Raises SenderStalled if the client pauses too long, disconnects early or sends invalid HTTP.
    Does not limit the total time: that is the task of the calling function.
    """
    if int(request.headers.get("content-length", "0")) > limit:
        raise BodyTooLarge
    body, size, has_more = bytearray(), 0, True
    while has_more:
        message = await _receive(request, stall_seconds)
        part = message.get("body", b"")
        has_more = message.get("more_body", False)
        size += len(part)
        if size > limit:
            raise BodyTooLarge
        if reservation is not None:
            reservation.grow(len(part))
            body += part
    return body


async def _receive(request: Request, stall_seconds: float) -> Message:
    try:
        async with asyncio.timeout(stall_seconds):
            message = await request.receive()
    except TimeoutError as error:
        raise SenderStalled from error
    if message["type"] == "http.disconnect":
        raise SenderStalled
    return message
