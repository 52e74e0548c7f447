"""The endpoint inside its app, with an engine whose answers are known beforehand."""

import asyncio
import base64
from collections.abc import AsyncIterator
from concurrent.futures import Future

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from starlette.types import Message

from models.page import Page, TextLine
from service.api import ops, web_image
from service.api.body import LARGEST_BODY
from service.api.edge import Edge
from service.api.faults import FAULTS, install_faults
from service.api.state import State
from service.credentials import Credentials
from service.engine.engine import Entry
from service.errors import EngineBusy, OcrError

PATH = "/v2/0123456789abcdef/ocr/web-image"
TOKEN = {"X-Auth-Token": "secret"}
PICTURE = {"image": base64.b64encode(b"picture").decode()}
PAGE = Page(640, 480, (TextLine(np.array([[1, 2], [30, 2], [30, 12], [1, 12]], np.float32), "网图", 0.99),))


class FakeEngine:
    """Answers with a page, or fails as it was told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.entries: list[Entry] = []

    def submit(self, entry: Entry) -> Future[Page]:
        self.entries.append(entry)
        if isinstance(self.failure, EngineBusy):
            raise self.failure
        future: Future[Page] = Future()
        if self.failure is None:
            future.set_result(PAGE)
        else:
            future.set_exception(self.failure)
        return future


class SilentEngine(FakeEngine):
    """Never answers."""

    def __init__(self) -> None:
        super().__init__()
        self.future: Future[Page] = Future()

    def submit(self, entry: Entry) -> Future[Page]:
        return self.future


def _app(engine: FakeEngine | None) -> FastAPI:
    app = FastAPI(redirect_slashes=False)
    app.state.shared = State(Credentials(tokens=("secret",)), engine)  # type: ignore[arg-type]  # a fake
    app.include_router(web_image.router)
    app.include_router(ops.router)
    install_faults(app)
    app.add_middleware(Edge)
    return app


def _client(engine: FakeEngine | None) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(_app(engine), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


def _error(response: httpx.Response) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"error_code", "error_msg"}
    assert response.headers["content-type"] == "application/json"
    assert len(response.headers["x-request-id"]) == 32
    return response.status_code, body["error_code"]


@pytest.fixture(autouse=True)
def anyio_backend() -> str:
    return "asyncio"


pytestmark = pytest.mark.anyio


async def test_a_picture_is_answered_in_the_clouds_words() -> None:
    async with _client(FakeEngine()) as client:
        response = await client.post(PATH, json=PICTURE, headers=TOKEN)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json()["result"]["words_block_list"] == [
        {"words": "网图", "confidence": 0.99, "location": [[1, 2], [30, 2], [30, 12], [1, 12]]}
    ]


@pytest.mark.parametrize("content_type", ["application/json;charset=utf-8", "text/plain", None])
async def test_the_content_type_does_not_matter(content_type: str | None) -> None:
    headers = TOKEN if content_type is None else {**TOKEN, "Content-Type": content_type}
    async with _client(FakeEngine()) as client:
        response = await client.post(PATH, content=b'{"image":"QUFB"}', headers=headers)

    assert response.status_code == 200


async def test_the_options_of_the_request_reach_the_engine() -> None:
    engine = FakeEngine()
    async with _client(engine) as client:
        await client.post(PATH, json={**PICTURE, "detect_text_direction": False}, headers=TOKEN)

    assert engine.entries[0].data == b"picture"
    assert not engine.entries[0].options.any_direction


@pytest.mark.parametrize("failure", FAULTS)
async def test_every_error_is_answered_by_its_row(failure: type[OcrError]) -> None:
    async with _client(FakeEngine(failure())) as client:
        response = await client.post(PATH, json=PICTURE, headers=TOKEN)

    assert _error(response) == (FAULTS[failure].status, FAULTS[failure].code)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", PATH), ("POST", "/v2/p/ocr/id-card"), ("POST", PATH + "/"), ("PUT", "/"), ("GET", "/v2")],
)
async def test_what_does_not_exist_is_an_unpublished_api(method: str, path: str) -> None:
    async with _client(FakeEngine()) as client:
        assert _error(await client.request(method, path, headers=TOKEN)) == (404, "APIG.0101")


async def test_an_unexpected_failure_tells_nothing_of_itself() -> None:
    async with _client(FakeEngine(RuntimeError("the secret recipe"))) as client:
        response = await client.post(PATH, json=PICTURE, headers=TOKEN)

    assert _error(response) == (500, "AIS.0105")
    assert "recipe" not in response.text


async def test_without_a_token_nothing_is_read() -> None:
    engine = FakeEngine()
    async with _client(engine) as client:
        assert _error(await client.post(PATH, json=PICTURE)) == (401, "ModelArts.4101")
        assert _error(await client.post(PATH, json=PICTURE, headers={"X-Auth-Token": "x"})) == (
            401,
            "APIG.0301",
        )

    assert engine.entries == []


async def test_a_body_over_the_limit_is_refused_and_one_at_the_limit_is_not() -> None:
    async def parts(size: int) -> AsyncIterator[bytes]:
        yield b" " * (size - 2)
        yield b"{}"

    async with _client(FakeEngine()) as client:
        at = await client.post(PATH, content=parts(LARGEST_BODY), headers=TOKEN)
        over = await client.post(PATH, content=parts(LARGEST_BODY + 1), headers=TOKEN)

    assert _error(at) == (400, "AIS.0101")
    assert _error(over) == (413, "APIG.0201")


async def test_a_service_whose_models_load_is_live_and_not_ready() -> None:
    async with _client(None) as client:
        assert (await client.get("/live")).status_code == 200
        assert _error(await client.get("/ready")) == (503, "ModelArts.4403")
        assert _error(await client.post(PATH, json=PICTURE, headers=TOKEN)) == (503, "ModelArts.4403")


async def test_a_service_whose_models_are_loaded_is_ready() -> None:
    async with _client(FakeEngine()) as client:
        assert (await client.get("/ready")).status_code == 200


async def test_every_request_has_an_id_of_its_own() -> None:
    async with _client(FakeEngine()) as client:
        ids = {(await client.get("/live")).headers["x-request-id"] for _ in range(3)}

    assert len(ids) == 3


async def test_a_client_that_hangs_up_costs_nothing_more() -> None:
    """The app is called as a server would: the body, then the news that the client has left."""
    engine = SilentEngine()
    messages: list[Message] = [
        {"type": "http.request", "body": b'{"image":"QUFB"}', "more_body": False},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "headers": [(b"x-auth-token", b"secret")],
    }
    await _app(engine)(scope, receive, send)
    await asyncio.sleep(0)  # the loop's next turn carries the news into the engine's future

    assert engine.future.cancelled()
    assert sent[0]["status"] == 499
