"""Runs the protocol with a small app: on a loopback socket, or with a fake transport and a manual clock."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from uvicorn.config import Config
from uvicorn.server import ServerState

from service.api.faults import install_error_handlers
from service.api.http.body import STALL_SECONDS as SERVICE_STALL_SECONDS
from service.api.http.body import KeptBody, read_body
from service.api.http.body_budget import BodyBudget, Reservation
from service.api.http.connection_limit import ConnectionLimit
from service.api.http.middleware import RequestMiddleware
from service.api.http.protocol import Protocol
from tests.service.api.http.fakes import ManualClock, RecordingTransport

ECHO_HEAD = b"POST /echo HTTP/1.1\r\nHost: x\r\n"
IMPATIENT_HEAD = ECHO_HEAD.replace(b"echo", b"impatient")
GET = b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
STALL_SECONDS = 0.05
GUARD_SECONDS = 15.0
"""Longest wait in seconds: below the 20 s timeouts of the service, so that a hanging test fails first."""


async def echoed(request: Request, stall_seconds: float = SERVICE_STALL_SECONDS) -> Response:
    body = KeptBody(Reservation(BodyBudget()))
    await read_body(request, body, stall_seconds=stall_seconds)
    return Response(bytes(body.data))


def app() -> FastAPI:
    app = FastAPI()

    @app.post("/echo")
    async def echo(request: Request) -> Response:
        return await echoed(request)

    @app.post("/impatient")
    async def impatient(request: Request) -> Response:
        return await echoed(request, STALL_SECONDS)

    @app.get("/hello")
    async def hello() -> str:
        return "hello"

    install_error_handlers(app)
    app.add_middleware(RequestMiddleware)
    return app


def config() -> Config:
    return Config(app(), log_config=None, lifespan="off", ws="none", access_log=False)


@dataclass
class Answer:
    """An answer as a client reads it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["error_code"])


async def answer_from(reader: asyncio.StreamReader) -> Answer:
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), GUARD_SECONDS)).decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:-2])}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(int(head[0].split()[1]), headers, body)


class ImpatientProtocol(Protocol):
    """A protocol with a short lingering close."""

    LINGER_SECONDS = 0.1


class Server:
    """Listens on a loopback port and records its protocols."""

    def __init__(self, kind: type[Protocol]) -> None:
        self.state, self._config, self._kind = ServerState(), config(), kind
        self.protocols: list[Protocol] = []
        self.limit = ConnectionLimit(100)
        self.lost_connection = asyncio.Event()

    def create_protocol(self) -> Protocol:
        outer = self

        class Observed(self._kind):  # type: ignore[misc, name-defined]  # the base class is a parameter
            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                outer.lost_connection.set()

        self.protocols.append(Observed(self._config, self.state, {}, limit=self.limit))
        return self.protocols[-1]


Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(kind: type[Protocol] = Protocol) -> AsyncIterator[tuple[Server, Streams]]:
    """Yields a server and the streams of one client that is connected to it."""
    server = Server(kind)
    listening = await asyncio.get_running_loop().create_server(server.create_protocol, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*listening.sockets[0].getsockname())
    try:
        yield server, (reader, writer)
    finally:
        writer.close()
        listening.close()
        await asyncio.wait_for(server.lost_connection.wait(), GUARD_SECONDS)


async def ask(*pieces: bytes) -> tuple[Answer, bytes]:
    """Sends the pieces. Returns the first answer, and all data after it until the server closes."""
    async with connected() as (_, (reader, writer)):
        writer.writelines(pieces)
        answer = await answer_from(reader)
        return answer, await asyncio.wait_for(reader.read(), GUARD_SECONDS)


def is_refusal(answer: Answer) -> bool:
    """Returns whether the answer is the fault for invalid HTTP, and closes the connection."""
    has_fault = json.loads(answer.body) == {"error_code": "APIG.0201", "error_msg": "API request error."}
    closes = answer.headers["connection"] == "close"
    return has_fault and closes and answer.headers["content-type"] == "application/json"


def by_hand(most_connections: int = 100) -> tuple[Protocol, RecordingTransport, ManualClock]:
    """Returns a protocol, the transport that records its output, and the clock that a test advances."""
    clock, transport = ManualClock(), RecordingTransport()
    protocol = Protocol(config(), ServerState(), {}, clock.loop, limit=ConnectionLimit(most_connections))
    protocol.connection_made(transport)
    return protocol, transport, clock


def open_another(protocol: Protocol) -> None:
    """Open a second connection under the same limit."""
    limit = protocol._limit
    other = Protocol(config(), ServerState(), {}, ManualClock().loop, limit=limit)
    other.connection_made(RecordingTransport())


async def settled(protocol: Protocol) -> None:
    """Waits until the app has answered all its requests."""
    while protocol.tasks:
        await asyncio.wait(protocol.tasks, timeout=GUARD_SECONDS)
