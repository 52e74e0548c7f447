"""Authentication of a request: its head first, then its body."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import cast

import pytest
from starlette.requests import Request
from starlette.types import Message

from service.api.auth.credential_store import CredentialStore, token_name
from service.api.auth.in_flight import InFlight
from service.api.auth.logins import Logins
from service.api.auth.principal import Principal
from service.api.auth.throttle import Throttle
from service.api.authentication import BodyLimits, anybody, authenticate_request, body_within, head_of
from service.api.http.body import LARGEST_BODY
from service.api.http.body_budget import BodyBudget, Reservation
from service.api.http.refusal_pace import RefusalPace
from service.api.state import State
from service.download.source import Source
from service.errors import (
    BodyTooLarge,
    DeadlineExceeded,
    EngineBusy,
    MissingCredential,
    SenderStalled,
    SignatureMismatch,
    UnknownToken,
)
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    CREDENTIALS,
    TOKEN,
    WEB_IMAGE,
    WITH_TOKEN,
    FakeEngine,
    FakeSource,
)
from tests.service.api.auth.signing import signed

pytestmark = pytest.mark.anyio

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
        self.request = _request(list(headers.items()), self.receive)
        self._body = body

    async def receive(self) -> Message:
        self.receive_calls += 1
        return {"type": "http.request", "body": self._body, "more_body": False}


async def _authenticate(
    incoming: IncomingRequest, state: State = STATE, check: Callable[[Principal], None] = anybody
) -> tuple[Principal, bytearray]:
    reservation = Reservation(state.body_budget)
    return await authenticate_request(
        incoming.request, state, reservation, BodyLimits(LARGEST_BODY, 5), check
    )


def _request(
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


async def test_a_request_with_a_token_is_authenticated_with_its_body() -> None:
    incoming = IncomingRequest(WITH_TOKEN)
    principal, body = await _authenticate(incoming)

    assert (principal.name, bytes(body)) == (token_name(TOKEN), BODY)
    assert incoming.request.state.principal == token_name(TOKEN)


@pytest.mark.parametrize(
    ("headers", "refused"), [({}, MissingCredential), ({"X-Auth-Token": "wrong"}, UnknownToken)]
)
async def test_the_body_is_not_read_if_the_head_is_refused(
    headers: dict[str, str], refused: type[Exception]
) -> None:
    incoming = IncomingRequest(headers)
    with pytest.raises(refused):
        await _authenticate(incoming)

    assert incoming.receive_calls == 0
    assert not hasattr(incoming.request.state, "principal")


@pytest.mark.parametrize("key", [ACCESS_KEY, "UNKNOWN"])
async def test_a_wrong_signature_and_an_unknown_key_are_both_refused_after_the_body(key: str) -> None:
    incoming = IncomingRequest(signed("POST", WEB_IMAGE, BODY, access_key=key, secret_key="wrong"))
    with pytest.raises(SignatureMismatch):
        await _authenticate(incoming)

    assert incoming.receive_calls == 1


@pytest.mark.parametrize(("key", "is_kept"), [(ACCESS_KEY, True), ("UNKNOWN", False)])
async def test_the_body_of_an_unknown_key_is_not_kept(key: str, is_kept: bool) -> None:
    full = replace(STATE, body_budget=BodyBudget(limit=len(BODY) - 1))
    incoming = IncomingRequest(signed("POST", WEB_IMAGE, BODY, access_key=key, secret_key="wrong"))
    with pytest.raises(EngineBusy if is_kept else SignatureMismatch):
        await _authenticate(incoming, full)


async def test_a_signature_covers_the_body() -> None:
    headers = signed("POST", WEB_IMAGE, BODY)
    principal, _ = await _authenticate(IncomingRequest(headers))

    assert principal.name == ACCESS_KEY
    with pytest.raises(SignatureMismatch):
        await _authenticate(IncomingRequest(headers, b"another body"))


async def test_a_body_that_takes_too_long_raises_deadline_exceeded() -> None:
    with pytest.raises(DeadlineExceeded):
        await body_within(_request([]), Reservation(BodyBudget()), BodyLimits(LARGEST_BODY, 0.01))


async def test_a_body_that_is_too_large_or_incomplete_raises_its_own_error() -> None:
    with pytest.raises(BodyTooLarge):
        await body_within(
            _request([("Content-Length", str(LARGEST_BODY + 1))]),
            Reservation(BodyBudget()),
            BodyLimits(LARGEST_BODY, 5),
        )

    async def disconnect() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(SenderStalled):
        await body_within(_request([], disconnect), Reservation(BodyBudget()), BodyLimits(LARGEST_BODY, 5))


def test_path_and_query_of_a_head_are_as_sent() -> None:
    head = head_of(_request([("X-Sdk-Date", "20260102T030405Z"), ("Host", "h:80")], query=b"b=%2f&a"))

    assert (head.method, head.raw_path, head.raw_query) == ("POST", WEB_IMAGE.encode(), b"b=%2f&a")
    assert head.headers == {"x-sdk-date": "20260102T030405Z", "host": "h:80"}


def test_the_first_of_repeated_headers_counts_for_the_signature_too() -> None:
    """Otherwise a client could sign one header and have another one used."""
    request = _request([("X-Project-Id", "used"), ("X-Project-Id", "signed")])

    assert head_of(request).headers["x-project-id"] == request.headers["x-project-id"] == "used"


async def test_a_caller_that_a_token_proves_is_checked_before_the_body_and_a_signer_after_it() -> None:
    def refuse(_: Principal) -> None:
        raise EngineBusy

    calls = []
    for headers in (WITH_TOKEN, signed("POST", WEB_IMAGE, BODY)):
        incoming = IncomingRequest(headers)
        with pytest.raises(EngineBusy):
            await _authenticate(incoming, check=refuse)
        calls.append(incoming.receive_calls)

    assert calls == [0, 1]
