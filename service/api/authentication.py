"""Authenticates requests. Checks the head first, so that no body of an unknown caller is kept in memory."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from fastapi import Request

from service.api.auth.audit import tried_credentials
from service.api.auth.principal import Principal
from service.api.auth.schemes import authenticate, credential_checks
from service.api.auth.signature import RequestHead
from service.api.http.body import Body, KeptBody, read_body
from service.api.http.body_budget import Reservation
from service.api.http.unproven_body import UnprovenBody
from service.api.state import State
from service.errors import DeadlineExceeded


class BodyLimits(NamedTuple):
    """The largest body in bytes, and the time for receiving it in seconds."""

    size: int
    seconds: float


def anybody(principal: Principal) -> None:
    """Refuses nobody."""


async def authenticate_request(
    request: Request,
    state: State,
    reservation: Reservation,
    body_limits: BodyLimits,
    check: Callable[[Principal], None] = anybody,
) -> tuple[Principal, bytearray]:
    """Returns the caller and the body of a request, whose bytes are counted in `reservation`.

    The body is not read if the head alone rules every credential out. `check` may refuse the caller, before
    the body is read if the head alone proves who it is. Raises CredentialError, EngineBusy, the errors of
    `body_within` and those of `check`.
    """
    head = head_of(request)
    request.state.tried = tried_credentials(head)
    checks = credential_checks(head, state.credential_store, datetime.now(UTC))
    proven = checks[0].principal
    if proven is not None:
        request.state.principal = proven.name
        check(proven)
        kept = KeptBody(reservation)
        await body_within(request, kept, body_limits)
        return proven, kept.data
    can_succeed = any(not check.always_fails for check in checks)
    body = UnprovenBody(reservation if can_succeed else None)
    await body_within(request, body, body_limits)
    principal = authenticate(checks, body.sha256)
    request.state.principal = principal.name
    check(principal)
    return principal, body.data


async def body_within(request: Request, body: Body, limits: BodyLimits) -> None:
    """Reads a body within its limits; see `read_body`.

    Raises BodyTooLarge, SenderStalled, DeadlineExceeded, or what `body` raises.
    """
    try:
        async with asyncio.timeout(limits.seconds):
            await read_body(request, body, limits.size)
    except TimeoutError as error:
        raise DeadlineExceeded from error


def head_of(request: Request) -> RequestHead:
    """Returns the head of a request as a signature covers it."""
    raw_path: bytes = request.scope["raw_path"]
    # Of repeated headers the first one counts, like everywhere else in the service.
    headers = {name.lower(): value for name, value in reversed(request.headers.items())}
    return RequestHead(
        method=request.method,
        raw_path=raw_path,
        raw_query=request.scope["query_string"],
        headers=headers,
        address=address_of(request),
    )


def address_of(request: Request) -> str:
    """Returns the address of the client, which a trusted proxy may have named. Empty if it is unknown."""
    return request.client.host if request.client else ""
