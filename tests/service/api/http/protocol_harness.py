"""Protocols of a small app: on a port of the loopback address, or by hand."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from uvicorn.config import Config
from uvicorn.server import ServerState

from service.api.faults import install_faults
from service.api.http.body import read_body
from service.api.http.body_budget import Intake
from service.api.http.middleware import Edge
from service.api.http.protocol import Protocol
from tests.service.api.http.fakes import Clock, FakeTransport

HEAD = b"POST /echo HTTP/1.1\r\nHost: x\r\n"
HASTY = HEAD.replace(b"echo", b"hasty")
GET = b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
STALL_SECONDS = 0.05
ENOUGH = 5.0
"""Seconds until a wait has failed; none of these tests comes near."""


def app() -> FastAPI:
    app = FastAPI()

    @app.post("/echo")
    async def echo(request: Request) -> Response:
        return Response(await read_body(request, Intake()))

    @app.post("/hasty")
    async def hasty(request: Request) -> Response:
        return Response(await read_body(request, Intake(), stall_seconds=STALL_SECONDS))

    @app.get("/hello")
    async def hello() -> str:
        return "hello"

    install_faults(app)
    app.add_middleware(Edge)
    return app


def config() -> Config:
    return Config(app(), log_config=None, lifespan="off", ws="none", access_log=False)


@dataclass
class Answer:
    """What came back, read as a client reads it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["error_code"])


async def answer_from(reader: asyncio.StreamReader) -> Answer:
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ENOUGH)).decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:-2])}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(int(head[0].split()[1]), headers, body)


class Hasty(Protocol):
    """Has little patience with what comes after an answer."""

    LINGER_SECONDS = 0.1


class Server:
    """Protocols on a port of the loopback address."""

    def __init__(self, kind: type[Protocol]) -> None:
        self.state, self._config, self._kind = ServerState(), config(), kind
        self.made: list[Protocol] = []
        self.lost = asyncio.Event()

    def make(self) -> Protocol:
        outer = self

        class Told(self._kind):  # type: ignore[misc, name-defined]  # a class chosen by the test
            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                outer.lost.set()

        self.made.append(Told(self._config, self.state, {}))
        return self.made[-1]


Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(kind: type[Protocol] = Protocol) -> AsyncIterator[tuple[Server, Streams]]:
    server = Server(kind)
    listening = await asyncio.get_running_loop().create_server(server.make, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*listening.sockets[0].getsockname())
    try:
        yield server, (reader, writer)
    finally:
        writer.close()
        listening.close()
        await asyncio.wait_for(server.lost.wait(), ENOUGH)


async def ask(*pieces: bytes) -> tuple[Answer, bytes]:
    """The first answer to these bytes, and whatever follows it until the server ends."""
    async with connected() as (_, (reader, writer)):
        writer.writelines(pieces)
        answer = await answer_from(reader)
        return answer, await asyncio.wait_for(reader.read(), ENOUGH)


def is_refusal(answer: Answer) -> bool:
    said = json.loads(answer.body) == {"error_code": "APIG.0201", "error_msg": "API request error."}
    closes = answer.headers["connection"] == "close"
    return said and closes and answer.headers["content-type"] == "application/json"


Hand = tuple[Protocol, FakeTransport, Clock]


def by_hand() -> Hand:
    clock, transport = Clock(), FakeTransport()
    protocol = Protocol(config(), ServerState(), {}, clock.loop)
    protocol.connection_made(transport)
    return protocol, transport, clock


async def settled(protocol: Protocol) -> None:
    """Wait until the app has answered all that it was asked."""
    while protocol.tasks:
        await asyncio.wait(protocol.tasks, timeout=ENOUGH)
