"""How each row of the table of faults is provoked: a request, or a few, to the app."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import httpx
from starlette.types import Message

from service import errors
from service.api.auth.schemes import Keyring
from service.api.auth.tokens import Grant
from service.api.faults import UNEXPECTED, UNKNOWN_METHOD, UNKNOWN_PATH, Fault
from service.api.http.body import LARGEST_BODY
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    CREDENTIALS,
    PICTURE,
    SHOWN,
    USER,
    WEB_IMAGE,
    FakeEngine,
    FakeSource,
    SilentEngine,
    app,
    ask,
    client,
    exchange,
    signed,
)

Provoke = Callable[[], Awaitable[httpx.Response]]

TOKENS, KEYS = "/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"
LOGIN = {
    "auth": {
        "identity": {
            "methods": ["password"],
            "password": {"user": {"name": "ann", "password": "wrong", "domain": {"name": "corp"}}},
        }
    }
}


def _sent(path: str, content: bytes, **headers: str) -> Provoke:
    return lambda: ask(app(), "POST", path, content=content, headers={**SHOWN, **headers})


def _headed(path: str, headers: Mapping[str, str], method: str = "POST") -> Provoke:
    return lambda: ask(app(), method, path, content=BODY, headers=headers)


def _failing(failure: Exception) -> Provoke:
    return lambda: ask(app(FakeEngine(failure)), "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)


def _at_an_address(url: str, source: FakeSource | None = None) -> Provoke:
    return lambda: ask(app(source=source), "POST", WEB_IMAGE, json={"url": url}, headers=SHOWN)


def _with(path: str, **configured: object) -> Provoke:
    held = CREDENTIALS.model_copy(update=configured)
    return lambda: ask(app(credentials=held), "POST", path, content=BODY, headers=signed("POST", path, BODY))


def _old_token() -> str:
    keyring, now = Keyring(CREDENTIALS), datetime.now(UTC)
    grant = Grant(USER, None, now - timedelta(days=2), now - timedelta(days=1), keyring.stamp(USER))
    return keyring.mint.token(grant)


def _token_of_a_domain() -> str:
    keyring, now = Keyring(CREDENTIALS), datetime.now(UTC)
    return keyring.mint.token(Grant(USER, None, now, now + timedelta(hours=1), keyring.stamp(USER)))


async def _stalled() -> httpx.Response:
    async def sent() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": b'{"image":', "more_body": True}
        yield {"type": "http.disconnect"}

    return await exchange(app(), WEB_IMAGE, sent(), SHOWN)


async def _gone() -> httpx.Response:
    engine = SilentEngine()

    async def sent() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": BODY, "more_body": False}
        await engine.asked.wait()
        yield {"type": "http.disconnect"}

    return await exchange(app(engine), WEB_IMAGE, sent(), SHOWN)


async def _locked_key() -> httpx.Response:
    wrong = signed("POST", WEB_IMAGE, BODY, secret_key="wrong")
    async with client(app()) as asking:
        for _ in range(5):
            await asking.post(WEB_IMAGE, content=BODY, headers=wrong)
        return await asking.post(WEB_IMAGE, content=BODY, headers=signed("POST", WEB_IMAGE, BODY))


async def _locked_account() -> httpx.Response:
    async with client(app()) as asking:
        for _ in range(5):
            await asking.post(TOKENS, json=LOGIN)
        return await asking.post(TOKENS, json=LOGIN)


async def _too_often() -> httpx.Response:
    async with client(app(rate=1, burst=1)) as asking:
        await asking.post(WEB_IMAGE, json=PICTURE, headers=SHOWN)
        return await asking.post(WEB_IMAGE, json=PICTURE, headers=SHOWN)


async def _loading() -> httpx.Response:
    served = app()
    served.state.shared.engine.is_ready = served.state.shared.engine.was_ready = False
    return await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)


_OTHER = {"projects": {"p1": "north"}}
_AGED = signed("POST", WEB_IMAGE, BODY, at=datetime(2020, 1, 1, tzinfo=UTC))

PROVOKED: Mapping[type[errors.OcrError], Provoke] = {
    errors.InvalidRequest: _sent(WEB_IMAGE, b"{}"),
    errors.UnsupportedFormat: _sent(WEB_IMAGE, b'{"image":"data:image/png;base64,QUFB"}'),
    errors.ImageSizeInvalid: _failing(errors.ImageSizeInvalid()),
    errors.UnreadableImage: _failing(errors.UnreadableImage()),
    errors.DeadlyImage: _failing(errors.DeadlyImage()),
    errors.MalformedJson: _sent(WEB_IMAGE, b"image=QUFB"),
    errors.UrlNotAllowed: _at_an_address("http://127.0.0.1/picture.png"),
    errors.DownloadFailed: _at_an_address("http://example.com/", FakeSource(errors.DownloadFailed())),
    errors.SenderStalled: _stalled,
    errors.BodyTooLarge: _sent(WEB_IMAGE, b"{}", **{"Content-Length": str(LARGEST_BODY + 1)}),
    errors.MissingCredential: _headed(WEB_IMAGE, {}),
    errors.UnknownToken: _headed(WEB_IMAGE, {"X-Auth-Token": "wrong"}),
    errors.SignatureMismatch: _headed(WEB_IMAGE, signed("POST", WEB_IMAGE, b"another body")),
    errors.SignatureExpired: _headed(WEB_IMAGE, _AGED),
    errors.TokenExpired: _headed(WEB_IMAGE, {"X-Auth-Token": _old_token()}),
    errors.TokenWithoutProject: _headed(WEB_IMAGE, {"X-Auth-Token": _token_of_a_domain()}),
    errors.KeyLocked: _locked_key,
    errors.WrongPassword: lambda: ask(app(), "POST", TOKENS, json=LOGIN),
    errors.AccountLocked: _locked_account,
    errors.NotFound: _headed(TOKENS, {**SHOWN, "X-Subject-Token": "wrong"}, "GET"),
    errors.ProjectDenied: _with(WEB_IMAGE, bindings={ACCESS_KEY: ("p1",)}),
    errors.NotSubscribed: _with(WEB_IMAGE, **_OTHER),
    errors.ThrottlingReached: _too_often,
    errors.EngineBusy: _failing(errors.EngineBusy()),
    errors.DeadlineExceeded: _failing(errors.DeadlineExceeded()),
    errors.CallerGone: _gone,
    errors.EngineUnavailable: _loading,
}
"""One way for each row of FAULTS."""

_UNEXPECTED = RuntimeError("the secret recipe")

FURTHER: Mapping[str, tuple[Fault, Provoke]] = {
    "an address that is not there": (UNKNOWN_PATH, _sent("/v2/p/ocr/id-card", BODY)),
    "an address with a slash too many": (UNKNOWN_PATH, _sent(f"{WEB_IMAGE}/", BODY)),
    "the root": (UNKNOWN_PATH, _headed("/", SHOWN, "GET")),
    "an identity address that is not there": (UNKNOWN_PATH, _headed("/v3/users", SHOWN, "GET")),
    "a part of the page that is not there": (UNKNOWN_PATH, _headed("/docs/parts/x.js", {}, "GET")),
    "a way out of the page's parts": (UNKNOWN_PATH, _headed("/docs/parts/%2e%2e/%2e%2e/x", {}, "GET")),
    "another method": (UNKNOWN_METHOD, _headed(WEB_IMAGE, SHOWN, "GET")),
    "another method of the identity service": (UNKNOWN_METHOD, _headed(TOKENS, SHOWN, "DELETE")),
    "another method of the page's parts": (UNKNOWN_METHOD, _sent("/docs/parts/swagger-ui.css", BODY)),
    "what nobody expected": (UNEXPECTED, _failing(_UNEXPECTED)),
}
"""What is answered without an error of this domain."""
