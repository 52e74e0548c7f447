"""Requests that arrive without a server, for tests of authentication."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

from starlette.requests import Request
from starlette.types import Message

from service.api.auth.credential_store import CredentialStore
from service.api.auth.in_flight import InFlight
from service.api.auth.logins import Logins
from service.api.auth.principal import Principal
from service.api.auth.throttle import Throttle
from service.api.authentication import BodyLimits, anybody, authenticate_request
from service.api.http.body import LARGEST_BODY
from service.api.http.body_budget import BodyBudget, Reservation
from service.api.http.refusal_pace import RefusalPace
from service.api.state import State
from service.download.source import Source
from tests.service.api.app_harness import BODY, CREDENTIALS, WEB_IMAGE, FakeEngine, FakeSource

STATE = State(
    credential_store=CredentialStore(CREDENTIALS),
    logins=Logins(CREDENTIALS.users),
    throttle=Throttle(None),
    in_flight=InFlight(None),
    refusal_pace=RefusalPace(),
    body_budget=BodyBudget(),
    anonymous_body_budget=BodyBudget(),
    source=cast(Source, FakeSource()),
    engine=FakeEngine(),
)


class IncomingRequest:
    """A request whose body arrives with the first `receive`. Counts the calls of `receive`."""

    def __init__(self, headers: dict[str, str], body: bytes = BODY) -> None:
        self.receive_calls = 0
        self.request = request_with(list(headers.items()), self.receive)
        self._body = body

    async def receive(self) -> Message:
        self.receive_calls += 1
        return {"type": "http.request", "body": self._body, "more_body": False}


async def authenticated(
    incoming: IncomingRequest, state: State = STATE, check: Callable[[Principal], None] = anybody
) -> tuple[Principal, bytearray]:
    reservation = Reservation(state.body_budget)
    return await authenticate_request(
        incoming.request, state, reservation, BodyLimits(LARGEST_BODY, 5), check
    )


def request_with(
    headers: list[tuple[str, str]],
    receive: Callable[[], Awaitable[Message]] | None = None,
    query: bytes = b"",
) -> Request:
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "raw_path": WEB_IMAGE.encode(),
        "query_string": query,
    }
    return Request({**scope, "headers": raw, "state": {}}, receive or _never)


async def _never() -> Message:
    return await asyncio.Event().wait() and {}
