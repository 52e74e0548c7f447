"""uvicorn's HTTP protocol on a parser with limits, and with the cloud's answers to invalid HTTP.

Own code: uvicorn bounds no head and answers invalid HTTP in plain text. The subclass uses internals of
uvicorn, so its minor version is pinned.
"""

import asyncio
from functools import partial
from typing import Any, cast
from uuid import uuid4

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from service.api.faults import INVALID_HTTP, Fault
from service.api.http.head import Head, RejectedRequest, scope_of
from service.api.http.middleware import REQUEST_ID_HEADER
from service.api.http.refusal import refusal
from service.api.http.request_parser import RequestParser

log = structlog.get_logger()

MOST_PIPELINED = 64
"""Requests that may wait for the answers to earlier ones on the same connection."""

_EXPECTS_CONTINUE = (b"expect", b"100-continue")


class ParsedProtocol(HttpToolsProtocol):
    """Parses the requests of one connection, and answers invalid HTTP without the app."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.requests = RequestParser(self)
        self.fault: Fault | None = None
        """The fault of invalid HTTP, which ends the connection."""
        self._broken: RequestResponseCycle | None = None  # the request whose body is invalid

    def data_received(self, data: bytes) -> None:
        """Parse input."""
        self._unset_keepalive_if_required()
        try:
            self.requests.feed(data)
        except RejectedRequest as rejected:
            self._reject(rejected.fault)

    def on_request(self, method: bytes, head: Head, *, keep_alive: bool) -> None:
        """Start a request, or queue it behind those that are not answered yet."""
        waits_for = self.cycle
        connection = {"server": self.server, "client": self.client, "scheme": self.scheme}
        self.scope = cast(Any, {**scope_of(method, head), **connection, "state": self.app_state.copy()})
        self.cycle = RequestResponseCycle(
            scope=self.scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=_EXPECTS_CONTINUE in ((name, value.lower()) for name, value in head.headers),
            keep_alive=keep_alive,
            on_response=self.on_response_complete,
        )
        if waits_for is None or waits_for.response_complete:
            self._start_asgi_task(self.cycle, self.app)
            return
        self.flow.pause_reading()
        self.pipeline.appendleft((self.cycle, self.app))
        if len(self.pipeline) > MOST_PIPELINED:
            raise RejectedRequest(INVALID_HTTP)

    def on_data(self, data: bytes) -> None:
        """Add to the body, which is dropped once the request is answered."""
        if self.cycle.response_complete:
            return
        self.cycle.body += data
        if len(self.cycle.body) > HIGH_WATER_LIMIT:
            self.flow.pause_reading()
        self.cycle.message_event.set()

    def on_end(self) -> None:
        """End the body."""
        self.cycle.more_body = False
        self.cycle.message_event.set()

    # Answers.

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        super()._start_asgi_task(cycle, partial(self._serve, cycle, app))

    async def _serve(
        self, cycle: RequestResponseCycle, app: ASGIApp, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Call the app. It gets invalid HTTP in a body as a disconnect, but it can still answer.

        The answer to an incomplete request closes the connection.
        """

        async def receive_or_end() -> Message:
            message = await receive()
            return {"type": "http.disconnect"} if cycle is self._broken else message

        async def send_or_close(message: Message) -> None:
            if cycle.more_body and not cycle.response_started:
                cycle.keep_alive = False
            await send(message)

        await app(scope, receive_or_end, send_or_close)

    def on_response_complete(self) -> None:
        """Start the next request. After the last answer, refuse the invalid HTTP that followed."""
        super().on_response_complete()
        if self.fault and self._broken is None and self.cycle.response_complete:
            self.refuse(self.fault)

    def _reject(self, fault: Fault) -> None:
        """End the connection because of invalid HTTP, after the requests before it are answered."""
        self.fault = fault
        if self.requests.in_body:
            self._broken = self.cycle
            self.cycle.message_event.set()  # wakes the reader of the body, see _serve
        elif self.cycle is None or self.cycle.response_complete:
            self.refuse(fault)

    def refuse(self, fault: Fault) -> None:
        """Answer a request that does not reach the app, and close the connection."""
        if self.transport.is_closing():
            return
        request_id = uuid4().hex
        headers = (*self.server_state.default_headers, (REQUEST_ID_HEADER, request_id.encode()))
        self.transport.write(refusal(fault, headers, with_body=self.requests.method != b"HEAD"))
        log.info("request", status=fault.status, request_id=request_id)
        self.transport.close()
