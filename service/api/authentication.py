"""Authenticates requests. Checks the head first, so that no body of an unknown caller is kept in memory."""

import asyncio
from datetime import UTC, datetime

from fastapi import Request

from service.api.auth.audit import tried_credentials
from service.api.auth.principal import Principal
from service.api.auth.schemes import authenticate, credential_checks
from service.api.auth.signature import RequestHead
from service.api.http.body import read_body
from service.api.http.body_budget import Reservation
from service.api.state import State
from service.errors import DeadlineExceeded


async def authenticate_request(
    request: Request, state: State, reservation: Reservation, limit: int, seconds: float
) -> tuple[Principal, bytearray]:
    """Returns the caller and the body of a request, whose bytes are counted in `reservation`.

    The body must have at most `limit` bytes and arrive within `seconds`. It is not read if the head alone
    rules every credential out. Raises CredentialError and the errors of `body_within`.
    """
    head = head_of(request)
    request.state.tried = tried_credentials(head)
    checks = credential_checks(head, state.credential_store, datetime.now(UTC))
    # With an unknown key the body is received but not kept: an early answer would reveal the unknown key.
    can_succeed = any(not check.always_fails for check in checks)
    body = await body_within(request, reservation if can_succeed else None, limit, seconds)
    principal = authenticate(checks, body)
    request.state.principal = principal.name
    return principal, body


async def body_within(
    request: Request, reservation: Reservation | None, limit: int, seconds: float
) -> bytearray:
    """Reads a body of at most `limit` bytes in at most `seconds`; see `read_body`.

    Raises BodyTooLarge, EngineBusy, SenderStalled or DeadlineExceeded.
    """
    try:
        async with asyncio.timeout(seconds):
            return await read_body(request, reservation, limit)
    except TimeoutError as error:
        raise DeadlineExceeded from error


def head_of(request: Request) -> RequestHead:
    """Returns the head of a request as a signature covers it."""
    raw_path: bytes = request.scope["raw_path"]
    # Of repeated headers the first one counts, like everywhere else in the service.
    headers = {name.lower(): value for name, value in reversed(request.headers.items())}
    return RequestHead(request.method, raw_path, request.scope["query_string"], headers)
