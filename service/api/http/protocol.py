"""uvicorn's HTTP protocol with limits, timeouts and lingering close, and the cloud's answers to invalid HTTP.

Own code: uvicorn bounds neither the size nor the time of a head nor that of an unread answer, and answers
invalid HTTP in plain text. The subclass uses internals of uvicorn, so its minor version is pinned.
"""

import asyncio
from functools import partial
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from service.api.faults import INVALID_HTTP, Fault
from service.api.http.head import Head, RejectedRequest
from service.api.http.lingering import LingeringTransport
from service.api.http.middleware import REQUEST_ID_HEADER
from service.api.http.request_parser import RequestParser

log = structlog.get_logger()

MOST_PIPELINED = 64
"""Requests that may wait for the answers to earlier ones on the same connection."""

_EXPECTS_CONTINUE = (b"expect", b"100-continue")


class Protocol(HttpToolsProtocol):
    """One client connection."""

    HEAD_SECONDS = 20.0
    """Time for the head of a request from its first byte on, and for the first byte of a new connection."""

    LINGER_SECONDS = 30.0
    """Time for which input is discarded after an early answer (lingering_time in nginx)."""

    UNREAD_SECONDS = 60.0
    """Longest time for which a client may leave more than 64 KB of answers unread (send_timeout in nginx)."""

    transport: LingeringTransport

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.requests = RequestParser(self)
        self._is_shutting_down = False
        self._fault: Fault | None = None  # of invalid HTTP, which ends the connection
        self._broken: RequestResponseCycle | None = None  # the request whose body is invalid
        self._had_partial_head: bool | None = None  # None before the first input
        self._head_timer: asyncio.TimerHandle | None = None
        self._unread_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Start the timer of the first head."""
        lingering = LingeringTransport(transport, self.loop, self._client_may_send, self.LINGER_SECONDS)
        super().connection_made(lingering)
        self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_head_timeout)

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all timers."""
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        _cancel(self._head_timer)
        _cancel(self._unread_timer)
        self.transport.abort()

    def pause_writing(self) -> None:
        """Start the timer of unread answers: the client reads too slowly."""
        super().pause_writing()
        self._unread_timer = self.loop.call_later(self.UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Cancel the timer of unread answers."""
        super().resume_writing()
        _cancel(self._unread_timer)

    def data_received(self, data: bytes) -> None:
        """Handle input. Input after the last request, and empty lines between requests, are discarded."""
        if self.transport.is_closing() or self._fault or self.requests.has_ended:
            return
        if self.requests.is_idle and not data.strip(b"\r\n"):
            return  # an empty line must not restart the timer of the head
        self._unset_keepalive_if_required()
        try:
            self.requests.feed(data)
        except RejectedRequest as rejected:
            self._reject(rejected.fault)
        self._update_head_timer()

    def shutdown(self) -> None:
        """Close the connection once its running request is answered. Does not wait for partial heads."""
        self._is_shutting_down = True
        if self.transport.is_closing():
            self.transport.abort()
        else:
            super().shutdown()

    # What the parser finds.

    def on_request(self, method: bytes, head: Head, *, keep_alive: bool) -> None:
        """Start a request, or queue it behind those that are not answered yet."""
        waits_for = self.cycle
        self.scope = self._scope_of(method, head)
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

    def _scope_of(self, method: bytes, head: Head) -> Any:
        raw_path, _, query = head.target.partition(b"?")
        return {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": head.version,
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme,
            "method": method.decode("ascii"),
            "root_path": self.root_path,
            "path": self.root_path + unquote(raw_path.decode("ascii")),
            "raw_path": self.root_path.encode("ascii") + raw_path,
            "query_string": query,
            "headers": list(head.headers),
            "state": self.app_state.copy(),
        }

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
        if self.requests.in_head:
            self._unset_keepalive_if_required()  # the time of the head has begun already
        if self._fault and self._broken is None and self.cycle.response_complete:
            self._refuse(self._fault)

    def _reject(self, fault: Fault) -> None:
        """End the connection because of invalid HTTP, after the requests before it are answered."""
        self._fault = fault
        if self.requests.in_body:
            self._broken = self.cycle
            self.cycle.message_event.set()  # wakes the reader of the body, see _serve
        elif self.cycle is None or self.cycle.response_complete:
            self._refuse(fault)

    def _refuse(self, fault: Fault) -> None:
        """Answer a request that does not reach the app, and close the connection."""
        if self.transport.is_closing():
            return
        request_id = uuid4().hex
        body = fault.body()
        headers = (
            *self.server_state.default_headers,
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (REQUEST_ID_HEADER, request_id.encode()),
            (b"connection", b"close"),
        )
        lines = (STATUS_LINE[fault.status], *(b"%s: %s\r\n" % header for header in headers), b"\r\n")
        self.transport.write(b"".join((*lines, b"" if self.requests.method == b"HEAD" else body)))
        log.info("request", status=fault.status, request_id=request_id)
        self.transport.close()

    # Timers.

    def _client_may_send(self) -> bool:
        return not self._is_shutting_down and (self._fault is not None or not self.requests.is_idle)

    def _update_head_timer(self) -> None:
        """Start the timer when a part of a head arrives, and cancel it when the head is complete."""
        has_partial_head = self.requests.in_head and self._fault is None
        if has_partial_head == self._had_partial_head:
            return
        self._had_partial_head = has_partial_head
        _cancel(self._head_timer)
        if has_partial_head:
            self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_head_timeout)

    def _on_head_timeout(self) -> None:
        """Close the connection. Only a partial head is answered, with 400."""
        if self._had_partial_head:
            self._fault = INVALID_HTTP
            self._refuse(INVALID_HTTP)
        self.transport.close()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
