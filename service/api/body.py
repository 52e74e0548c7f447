"""The raw bytes of a request, bounded."""

from starlette.requests import ClientDisconnect, Request

from service.errors import BodyTooLarge, InvalidRequest

LARGEST_BODY = 12 * 1024 * 1024
"""The cloud's own limit, in bytes."""

PATIENCE = 4 * LARGEST_BODY
"""So much of a body that is too large is read and thrown away: its sender should live to see the answer."""


async def read_body(request: Request) -> bytes:
    """The whole body. Raises BodyTooLarge, or InvalidRequest where the sender left before its end."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > PATIENCE:
                break
            if size <= LARGEST_BODY:
                parts.append(part)
    except ClientDisconnect as error:
        raise InvalidRequest from error
    if size > LARGEST_BODY:
        raise BodyTooLarge
    return b"".join(parts)
