"""The whole app in this process, with an engine and a net whose answers are known beforehand."""

import asyncio
import base64
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import numpy as np
from fastapi import FastAPI
from starlette.types import Message

from models.page import Contact, Page, TextLine
from service.api.auth.signature import ALGORITHM, DATE_FORMAT, Head, digest
from service.api.state import State
from service.app import create_app
from service.credentials import Credentials
from service.download.source import Source
from service.errors import EngineUnavailable
from service.passwords import hashed
from service.request import ReadRequest
from service.settings import Settings

PROJECT = "0123456789abcdef0123456789abcdef"
WEB_IMAGE = f"/v2/{PROJECT}/ocr/web-image"
GENERAL_TEXT = f"/v2/{PROJECT}/ocr/general-text"

TOKEN = "a-static-token"
ACCESS_KEY, SECRET_KEY = "ACCESSKEY", "its-secret-key"
USER, PASSWORD = "corp/ann", "her-password"
SIGNING_KEY = "the-key-that-the-tests-sign-with-"
CREDENTIALS = Credentials(
    signing_key=SIGNING_KEY,
    tokens=(TOKEN,),
    access_keys={ACCESS_KEY: SECRET_KEY},
    users={USER: hashed(PASSWORD)},
)
SECRETS = (TOKEN, SECRET_KEY, PASSWORD, SIGNING_KEY)

SHOWN = {"X-Auth-Token": TOKEN}
PICTURE = {"image": base64.b64encode(b"picture").decode()}
BODY = b'{"image":"cGljdHVyZQ=="}'
PAGE = Page(640, 480, (TextLine(np.array([[1, 2], [30, 2], [30, 12], [1, 12]], np.float32), "网图", 0.99),))
CONTACT = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")


class FakeEngine:
    """Answers with a page, or fails as it was told to; `is_ready` and `was_ready` may be set."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.entries: list[ReadRequest] = []
        self.is_ready = self.was_ready = True

    def check(self) -> None:
        if not self.was_ready:
            raise EngineUnavailable

    async def read(self, entry: ReadRequest) -> Page:
        self.entries.append(entry)
        if self.failure is not None:
            raise self.failure
        return replace(PAGE, contact=CONTACT) if entry.options.contact else PAGE


class SilentEngine(FakeEngine):
    """Never answers; `asked` tells that it was asked to, and `left` that nobody waits any more."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.left = False

    async def read(self, entry: ReadRequest) -> Page:
        self.asked.set()
        try:
            return await asyncio.Event().wait() and PAGE
        except asyncio.CancelledError:
            self.left = True
            raise


class FakeSource:
    """Has the same file behind every address, or fails as it was told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.asked: list[str] = []

    async def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        if self.failure is not None:
            raise self.failure
        return b"fetched"


def app(
    engine: FakeEngine | None = None,
    credentials: Credentials = CREDENTIALS,
    source: FakeSource | None = None,
    **settings: Any,
) -> FastAPI:
    """The app with an engine that reads the same page everywhere, unless another is given."""
    made = create_app(Settings(**settings), credentials)
    shared: State = made.state.shared
    shared.engine = engine or FakeEngine()
    shared.source = cast(Source, source) if source else shared.source
    return made


def client(served: FastAPI) -> httpx.AsyncClient:
    """A client of the app; it sends what a request of a browser or of curl has, and no credential."""
    transport = httpx.ASGITransport(served, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


async def ask(served: FastAPI, method: str, path: str, **sent: Any) -> httpx.Response:
    """One request and its answer."""
    async with client(served) as asking:
        return await asking.request(method, path, **sent)


async def exchange(
    served: FastAPI, path: str, messages: AsyncIterator[Message], headers: dict[str, str]
) -> httpx.Response:
    """The answer to a POST whose body arrives as these messages, as a server would hand them on."""
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


def signed(  # noqa: PLR0913  # everything that a signature covers
    method: str,
    url: str,
    body: bytes = b"",
    *,
    access_key: str = ACCESS_KEY,
    secret_key: str = SECRET_KEY,
    at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Headers with a signature of them and of the request."""
    parts = urlsplit(url)
    date = (at or datetime.now(UTC)).strftime(DATE_FORMAT)
    covered = {"host": "test", "x-sdk-date": date, **(headers or {})}
    head = Head(method, parts.path.encode(), parts.query.encode(), covered)
    return covered | {"authorization": authorization(head, body, access_key, secret_key)}


def authorization(head: Head, body: bytes, access_key: str = ACCESS_KEY, secret_key: str = SECRET_KEY) -> str:
    """The header that signs all headers of a request, its address and its body."""
    names = tuple(sorted(head.headers))
    payload = sha256(body).hexdigest()
    value = digest(head, payload, names, secret_key)
    return f"{ALGORITHM} Access={access_key}, SignedHeaders={';'.join(names)}, Signature={value}"


def refusal(response: httpx.Response) -> tuple[int, str]:
    """Status and code of an answer that has the form in which this service refuses."""
    said = response.json()
    expected = {"error_code", "error_msg"}
    if response.request.url.path.startswith("/v3"):
        expected |= {"error"}
        assert (said["error"]["code"], said["error"]["message"]) == (response.status_code, said["error_msg"])
        assert said["error"]["title"]
    assert set(said) == expected
    assert response.status_code >= 400
    assert response.headers["content-type"] == "application/json"
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["x-request-id"])
    return response.status_code, said["error_code"]
