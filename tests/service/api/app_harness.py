"""The whole app in this process, with a fake engine and a fake source of downloads."""

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import httpx
import numpy as np
from fastapi import FastAPI
from starlette.types import Message

from models.page import Contact, Page, TextLine
from service.api.state import State
from service.app import create_app
from service.credentials import Credentials
from service.download.source import Source
from service.errors import EngineBusy, EngineUnavailable
from service.passwords import hash_password
from service.request import ReadRequest
from service.settings import Settings

PROJECT = "0123456789abcdef0123456789abcdef"
WEB_IMAGE = f"/v2/{PROJECT}/ocr/web-image"
GENERAL_TEXT = f"/v2/{PROJECT}/ocr/general-text"
TOKENS, KEYS = "/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"
PROJECTS, DOMAINS = "/v3/projects", "/v3/auth/domains"

TOKEN = "a-static-token"
ACCESS_KEY, SECRET_KEY = "ACCESSKEY", "its-secret-key"
USER, PASSWORD = "corp/ann", "her-password"
SIGNING_KEY = "the-key-that-the-tests-sign-with-"
CREDENTIALS = Credentials(
    signing_key=SIGNING_KEY,
    tokens=(TOKEN,),
    access_keys={ACCESS_KEY: SECRET_KEY},
    users={USER: hash_password(PASSWORD)},
)
SECRETS = (TOKEN, SECRET_KEY, PASSWORD, SIGNING_KEY)

WITH_TOKEN = {"X-Auth-Token": TOKEN}
IN_REGION = {"project": {"name": "cn-north-4"}}
"""The usual scope of a token."""

PICTURE = {"image": base64.b64encode(b"picture").decode()}
BODY = b'{"image":"cGljdHVyZQ=="}'
PAGE = Page(640, 480, (TextLine(np.array([[1, 2], [30, 2], [30, 12], [1, 12]], np.float32), "网图", 0.99),))
CONTACT = Contact(
    name="林晓雯",
    phone="13822334455",
    province="江苏省",
    city="苏州市",
    district="吴中区",
    detail_address="金山路88号",
)


class FakeEngine:
    """Returns the same page for every request, or raises `failure`. Records the requests."""

    def __init__(self, failure: Exception | None = None, *, is_ready: bool = True) -> None:
        self.failure = failure
        self.requests: list[ReadRequest] = []
        self.is_ready = is_ready
        self.full_for: set[str] = set()

    def check(self) -> None:
        if not self.is_ready:
            raise EngineUnavailable

    def check_room(self, caller: str) -> None:
        if caller in self.full_for:
            raise EngineBusy(7)

    async def read(self, request: ReadRequest) -> Page:
        self.requests.append(request)
        if self.failure is not None:
            raise self.failure
        return replace(PAGE, contact=CONTACT) if request.options.contact else PAGE


class SilentEngine(FakeEngine):
    """Never answers. `asked` is set by the first request, `was_cancelled` by its cancellation."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.was_cancelled = False

    async def read(self, request: ReadRequest) -> Page:
        self.asked.set()
        try:
            return await asyncio.Event().wait() and PAGE
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise


class FakeSource:
    """Returns the same file for every url, or raises `failure`. Records the urls."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.urls: list[str] = []

    async def fetch(self, url: str) -> bytes:
        self.urls.append(url)
        if self.failure is not None:
            raise self.failure
        return b"fetched"


def app(
    engine: FakeEngine | None = None,
    credentials: Credentials = CREDENTIALS,
    source: FakeSource | None = None,
    **settings: Any,
) -> FastAPI:
    """Returns the app with a fake engine, and with a fake source if one is given."""
    created = create_app(Settings(**settings), credentials)
    state: State = created.state.shared
    state.engine = engine or FakeEngine()
    state.source = cast(Source, source) if source else state.source
    return created


def client(served: FastAPI) -> httpx.AsyncClient:
    """Returns a client of the app, which sends no credential by default."""
    transport = httpx.ASGITransport(served, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


def login(password: str = PASSWORD, scope: Any = IN_REGION, **user: Any) -> dict[str, Any]:
    """Returns the body of a token request."""
    named = {"name": "ann", "password": password, "domain": {"name": "corp"}, **user}
    return {"auth": {"identity": {"methods": ["password"], "password": {"user": named}}, "scope": scope}}


async def ask(served: FastAPI, method: str, path: str, **sent: Any) -> httpx.Response:
    """Sends one request and returns its answer."""
    async with client(served) as caller:
        return await caller.request(method, path, **sent)


async def exchange(
    served: FastAPI, path: str, messages: AsyncIterator[Message], headers: dict[str, str]
) -> httpx.Response:
    """Sends a POST whose body consists of these ASGI messages, and returns its answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        return await anext(messages)

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
    await served({**scope, "headers": raw}, receive, send)
    start, *parts = sent
    body = b"".join(part.get("body", b"") for part in parts)
    request = httpx.Request("POST", f"http://test{path}")
    return httpx.Response(start["status"], headers=start["headers"], content=body, request=request)


def refusal(response: httpx.Response) -> tuple[int, str]:
    """Checks the form of an error answer. Returns its status and error code."""
    content = response.json()
    expected = {"error_code", "error_msg"}
    if response.request.url.path.startswith("/v3"):
        expected |= {"error"}
        error = content["error"]
        assert (error["code"], error["message"]) == (response.status_code, content["error_msg"])
        assert error["title"]
    assert set(content) == expected
    assert response.status_code >= 400
    assert response.headers["content-type"] == "application/json"
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["x-request-id"])
    return response.status_code, content["error_code"]
