"""Receives the body of a response within limits of its size and of its number of parts."""

import asyncio

import httpcore

from service.errors import DownloadFailed

FREE_PARTS, LEAST_PART = 2048, 256
"""Parts of a file of any size, and the bytes of data for each further part. h11 takes 30 us for each chunk,
so chunks of one byte would take minutes for a file of the largest size."""

PARTS_A_TURN = 64
"""Parts that are received before other requests have their turn: 2 ms."""


async def received(response: httpcore.Response, limit: int) -> bytes:
    """The body of a response, at most `limit` bytes. Raises DownloadFailed."""
    body, parts = bytearray(), 0
    async for part in response.aiter_stream():
        body += part
        parts += 1
        if len(body) > limit:
            raise DownloadFailed("a file too large")
        if parts > FREE_PARTS + len(body) // LEAST_PART:
            raise DownloadFailed("too many small chunks")
        if parts % PARTS_A_TURN == 0:
            await asyncio.sleep(0)
    return bytes(body)
