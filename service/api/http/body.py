"""The raw bytes of a request, bounded in size and patience."""

import asyncio
from contextlib import nullcontext

from starlette.requests import Request
from starlette.types import Message

from service.api.http.body_budget import Intake
from service.errors import BodyTooLarge, SenderStalled

LARGEST_BODY = 12 * 1024 * 1024
"""The cloud's own limit, in bytes."""

STALL_SECONDS = 20.0
"""The longest silence in the middle of a body."""


async def read_body(
    request: Request, intake: Intake | None, most: int = LARGEST_BODY, stall_seconds: float = STALL_SECONDS
) -> bytes:
    """The whole body, of `most` bytes at most; without an intake it is thrown away as it comes.

    Raises BodyTooLarge as soon as that is known, EngineBusy where all senders together send too much, or
    SenderStalled: silent for too long, gone before the end, or going on with what is not HTTP. The time of
    the whole is for the caller to bound.
    """
    if int(request.headers.get("content-length", "0")) > most:
        raise BodyTooLarge
    body, size, more = bytearray(), 0, True
    with intake.share() if intake else nullcontext() as share:
        while more:
            message = await _next(request, stall_seconds)
            part = message.get("body", b"")
            more = message.get("more_body", False)
            size += len(part)
            if size > most:
                raise BodyTooLarge
            if share is not None:
                share.grow(len(part))
                body += part
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
