"""The head of a request, its body and its owner, in this order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import cast

import pytest
from starlette.requests import Request
from starlette.types import Message

from service.api.auth.logins import Logins
from service.api.auth.schemes import Keyring, token_name
from service.api.auth.throttle import Throttle
from service.api.authentication import admitted, head_of, whole_body
from service.api.http.body import LARGEST_BODY
from service.api.http.body_budget import Intake
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
    SHOWN,
    TOKEN,
    WEB_IMAGE,
    FakeEngine,
    FakeSource,
    signed,
)

pytestmark = pytest.mark.anyio

STATE = State(
    Keyring(CREDENTIALS),
    Logins(CREDENTIALS.users),
    Throttle(None),
    Intake(),
    Intake(),
    cast(Source, FakeSource()),
    FakeEngine(),
)


class Arriving:
    """A request whose body comes when it is asked for; it tells how often that was."""

    def __init__(self, headers: dict[str, str], body: bytes = BODY) -> None:
        self.asked = 0
        self.request = _request(list(headers.items()), self.receive)
        self._body = body

    async def receive(self) -> Message:
        self.asked += 1
        return {"type": "http.request", "body": self._body, "more_body": False}


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


async def test_whoever_shows_a_token_is_let_in_with_the_body() -> None:
    arriving = Arriving(SHOWN)
    principal, body = await admitted(arriving.request, STATE, LARGEST_BODY, seconds=5)

    assert (principal.name, body) == (token_name(TOKEN), BODY)
    assert arriving.request.state.principal == token_name(TOKEN)


@pytest.mark.parametrize(
    ("headers", "refused"), [({}, MissingCredential), ({"X-Auth-Token": "wrong"}, UnknownToken)]
)
async def test_the_body_of_whoever_is_refused_by_the_head_is_not_read(
    headers: dict[str, str], refused: type[Exception]
) -> None:
    arriving = Arriving(headers)
    with pytest.raises(refused):
        await admitted(arriving.request, STATE, LARGEST_BODY, seconds=5)

    assert arriving.asked == 0
    assert not hasattr(arriving.request.state, "principal")


@pytest.mark.parametrize("key", [ACCESS_KEY, "UNKNOWN"])
async def test_a_wrong_signature_and_an_unknown_key_look_alike_until_the_body_is_there(key: str) -> None:
    arriving = Arriving(signed("POST", WEB_IMAGE, BODY, access_key=key, secret_key="wrong"))
    with pytest.raises(SignatureMismatch):
        await admitted(arriving.request, STATE, LARGEST_BODY, seconds=5)

    assert arriving.asked == 1


@pytest.mark.parametrize(("key", "kept"), [(ACCESS_KEY, True), ("UNKNOWN", False)])
async def test_of_an_unknown_key_no_body_is_kept(key: str, kept: bool) -> None:
    full = replace(STATE, intake=Intake(most=len(BODY) - 1))
    arriving = Arriving(signed("POST", WEB_IMAGE, BODY, access_key=key, secret_key="wrong"))
    with pytest.raises(EngineBusy if kept else SignatureMismatch):
        await admitted(arriving.request, full, LARGEST_BODY, seconds=5)


async def test_a_signature_covers_the_body_that_comes() -> None:
    headers = signed("POST", WEB_IMAGE, BODY)
    principal, _ = await admitted(Arriving(headers).request, STATE, LARGEST_BODY, seconds=5)

    assert principal.name == ACCESS_KEY
    with pytest.raises(SignatureMismatch):
        await admitted(Arriving(headers, b"another body").request, STATE, LARGEST_BODY, seconds=5)


async def test_a_body_that_takes_too_long_is_not_waited_for() -> None:
    with pytest.raises(DeadlineExceeded):
        await whole_body(_request([]), Intake(), LARGEST_BODY, seconds=0.01)


async def test_a_body_that_is_too_large_or_breaks_off_is_told_as_such() -> None:
    with pytest.raises(BodyTooLarge):
        await whole_body(
            _request([("Content-Length", str(LARGEST_BODY + 1))]), Intake(), LARGEST_BODY, seconds=5
        )

    async def leave() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(SenderStalled):
        await whole_body(_request([], leave), Intake(), LARGEST_BODY, seconds=5)


def test_a_head_is_taken_as_it_was_sent() -> None:
    head = head_of(_request([("X-Sdk-Date", "20260102T030405Z"), ("Host", "h:80")], query=b"b=%2f&a"))

    assert (head.method, head.raw_path, head.raw_query) == ("POST", WEB_IMAGE.encode(), b"b=%2f&a")
    assert head.headers == {"x-sdk-date": "20260102T030405Z", "host": "h:80"}


def test_of_several_headers_of_one_name_the_first_counts_for_the_signature_too() -> None:
    """Else one could be signed and another be used."""
    request = _request([("X-Project-Id", "used"), ("X-Project-Id", "signed")])

    assert head_of(request).headers["x-project-id"] == request.headers["x-project-id"] == "used"
