"""What every request that needs a credential goes through: its head, its body, its owner."""

import asyncio
from datetime import UTC, datetime

from fastapi import Request

from service.api.auth.principal import Principal
from service.api.auth.schemes import authenticate, proofs
from service.api.auth.signature import Head
from service.api.http.body import read_body
from service.api.http.body_budget import Intake
from service.api.state import State
from service.errors import DeadlineExceeded


async def admitted(request: Request, state: State, most: int, seconds: float) -> tuple[Principal, bytes]:
    """Who sent the request, and its body, which is read only where its head promises something.

    At most `most` bytes in `seconds`. Raises CredentialError and what `whole_body` raises.
    """
    promised = proofs(head_of(request), state.keyring, datetime.now(UTC))
    # What a stranger sends is heard to its end, as unknown keys look like wrong signatures, and not kept.
    worth_keeping = any(not proof.hopeless for proof in promised)
    body = await whole_body(request, state.intake if worth_keeping else None, most, seconds)
    principal = authenticate(promised, body)
    request.state.principal = principal.name
    return principal, body


async def whole_body(request: Request, intake: Intake | None, most: int, seconds: float) -> bytes:
    """The body, see `read_body`. Raises BodyTooLarge, EngineBusy, SenderStalled or DeadlineExceeded."""
    try:
        async with asyncio.timeout(seconds):
            return await read_body(request, intake, most)
    except TimeoutError as error:
        raise DeadlineExceeded from error


def head_of(request: Request) -> Head:
    """What a signature covers of the request, but for the body."""
    raw_path: bytes = request.scope["raw_path"]
    # Of several headers of one name the first counts, as it does for whoever asks for one.
    headers = {name.lower(): value for name, value in reversed(request.headers.items())}
    return Head(request.method, raw_path, request.scope["query_string"], headers)
