"""For every fault: a function that sends requests to the app, and returns the answer with the fault."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import httpx
from starlette.types import Message

from service import errors
from service.api.auth.credential_store import CredentialStore
from service.api.auth.tokens import Grant
from service.api.faults import INTERNAL_ERROR, UNKNOWN_METHOD, UNKNOWN_PATH, Fault
from service.api.http.body import LARGEST_BODY
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    CREDENTIALS,
    PICTURE,
    TOKENS,
    USER,
    WEB_IMAGE,
    WITH_TOKEN,
    FakeEngine,
    FakeSource,
    SilentEngine,
    app,
    ask,
    client,
    exchange,
    login,
)
from tests.service.api.auth.signing import signed

Trigger = Callable[[], Awaitable[httpx.Response]]
"""Sends requests to a new app and returns the last answer."""

WRONG_LOGIN = login("wrong")


def _sent(path: str, content: bytes, **headers: str) -> Trigger:
    return lambda: ask(app(), "POST", path, content=content, headers={**WITH_TOKEN, **headers})


def _with_headers(path: str, headers: Mapping[str, str], method: str = "POST") -> Trigger:
    return lambda: ask(app(), method, path, content=BODY, headers=headers)


def _failing(failure: Exception) -> Trigger:
    return lambda: ask(app(FakeEngine(failure)), "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)


def _with_url(url: str, source: FakeSource | None = None) -> Trigger:
    return lambda: ask(app(source=source), "POST", WEB_IMAGE, json={"url": url}, headers=WITH_TOKEN)


def _with_credentials(path: str, **changes: object) -> Trigger:
    changed = CREDENTIALS.model_copy(update=changes)
    return lambda: ask(
        app(credentials=changed), "POST", path, content=BODY, headers=signed("POST", path, BODY)
    )


def _unscoped_token(expires_in: timedelta) -> str:
    store, now = CredentialStore(CREDENTIALS), datetime.now(UTC)
    grant = Grant(
        principal=USER,
        project=None,
        issued_at=now - timedelta(days=2),
        expires_at=now + expires_in,
        fingerprint=store.fingerprint(USER),
    )
    return store.issuer.token(grant)


def _with_unscoped_token(expires_in: timedelta) -> Trigger:
    return lambda: ask(
        app(), "POST", WEB_IMAGE, content=BODY, headers={"X-Auth-Token": _unscoped_token(expires_in)}
    )


async def _signed_over_another_body() -> httpx.Response:
    headers = signed("POST", WEB_IMAGE, b"another body")
    return await ask(app(), "POST", WEB_IMAGE, content=BODY, headers=headers)


async def _stalled() -> httpx.Response:
    async def sent() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": b'{"image":', "more_body": True}
        yield {"type": "http.disconnect"}

    return await exchange(app(), WEB_IMAGE, sent(), WITH_TOKEN)


async def _disconnected() -> httpx.Response:
    engine = SilentEngine()

    async def sent() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": BODY, "more_body": False}
        await engine.asked.wait()
        yield {"type": "http.disconnect"}

    return await exchange(app(engine), WEB_IMAGE, sent(), WITH_TOKEN)


async def _locked_key() -> httpx.Response:
    wrong = signed("POST", WEB_IMAGE, BODY, secret_key="wrong")
    async with client(app()) as caller:
        for _ in range(5):
            await caller.post(WEB_IMAGE, content=BODY, headers=wrong)
        return await caller.post(WEB_IMAGE, content=BODY, headers=signed("POST", WEB_IMAGE, BODY))


async def _locked_account() -> httpx.Response:
    async with client(app()) as caller:
        for _ in range(5):
            await caller.post(TOKENS, json=WRONG_LOGIN)
        return await caller.post(TOKENS, json=WRONG_LOGIN)


async def _too_often() -> httpx.Response:
    async with client(app(rate=1 / 60, burst=1)) as caller:
        await caller.post(WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)
        return await caller.post(WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)


async def _too_many_at_once() -> httpx.Response:
    engine = SilentEngine()
    async with client(app(engine, in_flight=1)) as caller:
        first = asyncio.create_task(caller.post(WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN))
        await engine.asked.wait()
        answer = await caller.post(WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)
        first.cancel()
        return answer


async def _loading() -> httpx.Response:
    served = app(FakeEngine(is_ready=False))
    return await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)


_OTHER_PROJECT = {"projects": {"p1": "north"}}
_EXPIRED = signed("POST", WEB_IMAGE, BODY, at=datetime(2020, 1, 1, tzinfo=UTC))

TRIGGERS: Mapping[type[errors.OcrError], Trigger] = {
    errors.InvalidRequest: _sent(WEB_IMAGE, b"{}"),
    errors.UnsupportedFormat: _sent(WEB_IMAGE, b'{"image":"data:image/png;base64,QUFB"}'),
    errors.ImageSizeInvalid: _failing(errors.ImageSizeInvalid()),
    errors.UnreadableImage: _failing(errors.UnreadableImage()),
    errors.DeadlyImage: _failing(errors.DeadlyImage()),
    errors.MalformedJson: _sent(WEB_IMAGE, b"image=QUFB"),
    errors.UrlNotAllowed: _with_url("http://127.0.0.1/picture.png"),
    errors.DownloadFailed: _with_url("http://example.com/", FakeSource(errors.DownloadFailed())),
    errors.SenderStalled: _stalled,
    errors.BodyTooLarge: _sent(WEB_IMAGE, b"{}", **{"Content-Length": str(LARGEST_BODY + 1)}),
    errors.MissingCredential: _with_headers(WEB_IMAGE, {}),
    errors.UnknownToken: _with_headers(WEB_IMAGE, {"X-Auth-Token": "wrong"}),
    errors.SignatureMismatch: _signed_over_another_body,
    errors.SignatureExpired: _with_headers(WEB_IMAGE, _EXPIRED),
    errors.TokenExpired: _with_unscoped_token(-timedelta(days=1)),
    errors.TokenWithoutProject: _with_unscoped_token(timedelta(hours=1)),
    errors.KeyLocked: _locked_key,
    errors.WrongPassword: lambda: ask(app(), "POST", TOKENS, json=WRONG_LOGIN),
    errors.AccountLocked: _locked_account,
    errors.NotFound: _with_headers(TOKENS, {**WITH_TOKEN, "X-Subject-Token": "wrong"}, "GET"),
    errors.ProjectDenied: _with_credentials(WEB_IMAGE, bindings={ACCESS_KEY: ("p1",)}),
    errors.NotSubscribed: _with_credentials(WEB_IMAGE, **_OTHER_PROJECT),
    errors.ThrottlingReached: _too_often,
    errors.ConcurrencyReached: _too_many_at_once,
    errors.EngineBusy: _failing(errors.EngineBusy()),
    errors.DeadlineExceeded: _failing(errors.DeadlineExceeded()),
    errors.CallerGone: _disconnected,
    errors.EngineUnavailable: _loading,
}
"""Error → its trigger. A trigger signs its requests when it runs, so its signatures do not expire."""

_UNEXPECTED = RuntimeError("internal detail")

OTHER_TRIGGERS: Mapping[str, tuple[Fault, Trigger]] = {
    "an unknown path": (UNKNOWN_PATH, _sent("/v2/p/ocr/id-card", BODY)),
    "a trailing slash": (UNKNOWN_PATH, _sent(f"{WEB_IMAGE}/", BODY)),
    "the root path": (UNKNOWN_PATH, _with_headers("/", WITH_TOKEN, "GET")),
    "an unknown path of the identity service": (UNKNOWN_PATH, _with_headers("/v3/users", WITH_TOKEN, "GET")),
    "an unknown file of the page": (UNKNOWN_PATH, _with_headers("/docs/parts/x.js", {}, "GET")),
    "a path outside the files of the page": (
        UNKNOWN_PATH,
        _with_headers("/docs/parts/%2e%2e/%2e%2e/x", {}, "GET"),
    ),
    "a wrong method": (UNKNOWN_METHOD, _with_headers(WEB_IMAGE, WITH_TOKEN, "GET")),
    "a wrong method of the identity service": (UNKNOWN_METHOD, _with_headers(TOKENS, WITH_TOKEN, "DELETE")),
    "a wrong method for a file of the page": (UNKNOWN_METHOD, _sent("/docs/parts/swagger-ui.css", BODY)),
    "an unexpected error": (INTERNAL_ERROR, _failing(_UNEXPECTED)),
}
"""Description → a fault that belongs to no OcrError, and its trigger."""
