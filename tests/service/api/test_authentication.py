"""Authentication of a request: its head first, then its body."""

import pytest
from starlette.types import Message

from service.api.auth.credential_store import token_name
from service.api.auth.principal import Principal
from service.api.authentication import BodyLimits, body_within, head_of
from service.api.http.body import LARGEST_BODY, KeptBody
from service.api.http.body_budget import BodyBudget, Reservation
from service.errors import (
    BodyTooLarge,
    DeadlineExceeded,
    EngineBusy,
    MissingCredential,
    SenderStalled,
    SignatureMismatch,
    UnknownToken,
)
from tests.service.api.app_harness import ACCESS_KEY, BODY, TOKEN, WEB_IMAGE, WITH_TOKEN
from tests.service.api.auth.signing import signed
from tests.service.api.incoming import IncomingRequest, authenticated, request_with

pytestmark = pytest.mark.anyio


async def test_a_request_with_a_token_is_authenticated_with_its_body() -> None:
    incoming = IncomingRequest(WITH_TOKEN)
    principal, body = await authenticated(incoming)

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
        await authenticated(incoming)

    assert incoming.receive_calls == 0
    assert not hasattr(incoming.request.state, "principal")


@pytest.mark.parametrize("key", [ACCESS_KEY, "UNKNOWN"])
async def test_a_wrong_signature_and_an_unknown_key_are_both_refused_after_the_body(key: str) -> None:
    incoming = IncomingRequest(signed("POST", WEB_IMAGE, BODY, access_key=key, secret_key="wrong"))
    with pytest.raises(SignatureMismatch):
        await authenticated(incoming)

    assert incoming.receive_calls == 1


async def test_a_signature_covers_the_body() -> None:
    headers = signed("POST", WEB_IMAGE, BODY)
    principal, _ = await authenticated(IncomingRequest(headers))

    assert principal.name == ACCESS_KEY
    with pytest.raises(SignatureMismatch):
        await authenticated(IncomingRequest(headers, b"another body"))


async def test_a_body_that_takes_too_long_raises_deadline_exceeded() -> None:
    with pytest.raises(DeadlineExceeded):
        await body_within(
            request_with([]), KeptBody(Reservation(BodyBudget())), BodyLimits(LARGEST_BODY, 0.01)
        )


async def test_a_body_that_is_too_large_or_incomplete_raises_its_own_error() -> None:
    with pytest.raises(BodyTooLarge):
        await body_within(
            request_with([("Content-Length", str(LARGEST_BODY + 1))]),
            KeptBody(Reservation(BodyBudget())),
            BodyLimits(LARGEST_BODY, 5),
        )

    async def disconnect() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(SenderStalled):
        await body_within(
            request_with([], disconnect), KeptBody(Reservation(BodyBudget())), BodyLimits(LARGEST_BODY, 5)
        )


def test_path_and_query_of_a_head_are_as_sent() -> None:
    head = head_of(request_with([("X-Sdk-Date", "20260102T030405Z"), ("Host", "h:80")], query=b"b=%2f&a"))

    assert (head.method, head.raw_path, head.raw_query) == ("POST", WEB_IMAGE.encode(), b"b=%2f&a")
    assert head.headers == {"x-sdk-date": "20260102T030405Z", "host": "h:80"}


def test_the_first_of_repeated_headers_counts_for_the_signature_too() -> None:
    """Otherwise a client could sign one header and have another one used."""
    request = request_with([("X-Project-Id", "used"), ("X-Project-Id", "signed")])

    assert head_of(request).headers["x-project-id"] == request.headers["x-project-id"] == "used"


async def test_a_caller_that_a_token_proves_is_checked_before_the_body_and_a_signer_after_it() -> None:
    def refuse(_: Principal) -> None:
        raise EngineBusy

    calls = []
    for headers in (WITH_TOKEN, signed("POST", WEB_IMAGE, BODY)):
        incoming = IncomingRequest(headers)
        with pytest.raises(EngineBusy):
            await authenticated(incoming, check=refuse)
        calls.append(incoming.receive_calls)

    assert calls == [0, 1]
