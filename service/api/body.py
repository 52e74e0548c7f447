"""The raw bytes of a request, bounded in size and patience."""

import asyncio

from starlette.requests import Request
from starlette.types import Message

from service.errors import BodyTooLarge, SenderStalled

LARGEST_BODY = 12 * 1024 * 1024
"""The cloud's own limit, in bytes."""

STALL_SECONDS = 20.0
"""The longest silence in the middle of a body."""


async def read_body(request: Request, stall_seconds: float = STALL_SECONDS) -> bytes:
    """The whole body. Raises BodyTooLarge as soon as that is known, or SenderStalled.

    A sender stalls that is silent for too long, leaves before the end, or goes on with what is not HTTP. The
    time of the whole is for the caller to bound.
    """
    if int(request.headers.get("content-length", "0")) > LARGEST_BODY:
        raise BodyTooLarge
    body = bytearray()
    more = True
    while more:
        message = await _next(request, stall_seconds)
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_BODY:
            raise BodyTooLarge
    return bytes(body)


async def _next(request: Request, stall_seconds: float) -> Message:
    try:
        async with asyncio.timeout(stall_seconds):
            message = await request.receive()
    except TimeoutError as error:
        raise SenderStalled from error
    if message["type"] == "http.disconnect":
        raise SenderStalled
    return message
