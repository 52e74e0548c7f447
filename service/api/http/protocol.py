"""uvicorn's HTTP protocol with timeouts and lingering close, and with the cloud's answers to invalid HTTP.

Own code: uvicorn bounds neither the time of a head nor that of an unread answer, and answers invalid HTTP in
plain text. The subclass relies on internals of uvicorn and h11, so their minor versions are pinned.
"""

import asyncio
from typing import Any, cast
from uuid import uuid4

import h11
import structlog
from starlette.types import Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol
from uvicorn.server import ServerState

from service.api.faults import INVALID_HTTP, Fault
from service.api.http.connection import Connection, RejectedRequest
from service.api.http.lingering import LingeringTransport
from service.api.http.middleware import REQUEST_ID_HEADER

log = structlog.get_logger()


class Protocol(H11Protocol):
    """One client connection."""

    HEAD_SECONDS = 20.0
    """Time for the head of a request from its first byte on, and for the first byte of a new connection."""

    LINGER_SECONDS = 30.0
    """Time for which input is discarded after an early answer (lingering_time in nginx)."""

    UNREAD_SECONDS = 60.0
    """Longest time for which a client may leave more than 64 KB of answers unread (send_timeout in nginx)."""

    conn: Connection
    transport: LingeringTransport

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.conn = Connection()
        self._app = self.app
        self.app = self._serve
        self._is_shutting_down = False
        self._had_partial_head: bool | None = None  # None before the first input
        self._head_timer: asyncio.TimerHandle | None = None
        self._unread_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Starts the timer of the first head."""
        lingering = LingeringTransport(transport, self.loop, self._client_may_send, self.LINGER_SECONDS)
        super().connection_made(lingering)
        self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_head_timeout)

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancels all timers."""
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        _cancel(self._head_timer)
        _cancel(self._unread_timer)
        self.transport.abort()

    def pause_writing(self) -> None:
        """Starts the timer of unread answers: the client reads too slowly."""
        super().pause_writing()
        self._unread_timer = self.loop.call_later(self.UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Cancels the timer of unread answers."""
        super().resume_writing()
        _cancel(self._unread_timer)

    def data_received(self, data: bytes) -> None:
        """Handles input. Input after the last request, and empty lines between requests, are discarded."""
        if self.transport.is_closing() or self.conn.ignores_input:
            return
        if self.conn.is_idle and not data.strip(b"\r\n"):
            return  # an empty line must not restart the timer of the head
        super().data_received(data)

    def handle_events(self) -> None:
        """Handles all events of the input. Invalid HTTP is answered without the app."""
        try:
            super().handle_events()
        except RejectedRequest as error:
            if self._is_answering():
                self.cycle.message_event.set()  # wakes the reader of the body, see _serve
            else:
                self._refuse(error.fault, error.method)
        self._update_head_timer()

    def shutdown(self) -> None:
        """Closes the connection once its running request is answered. Does not wait for partial heads."""
        self._is_shutting_down = True
        if self.transport.is_closing():
            self.transport.abort()
        else:
            super().shutdown()

    def _should_upgrade(self) -> bool:
        """Ignores upgrade offers without a warning: Java's HTTP client offers HTTP/2 with every request."""
        return False

    def _client_may_send(self) -> bool:
        return self.conn.awaits_rest_of_request and not self._is_shutting_down

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Calls the app. The app receives invalid HTTP in a body as a disconnect, but it can still answer."""

        async def receive_or_end() -> Message:
            message = await receive()
            return {"type": "http.disconnect"} if self.conn.their_state is h11.ERROR else message

        await self._app(scope, cast(Any, receive_or_end), cast(Any, send))

    def _update_head_timer(self) -> None:
        """Starts the timer when a part of a head arrives, and cancels it when the head is complete."""
        has_partial_head = self.conn.has_partial_head
        if has_partial_head == self._had_partial_head:
            return
        self._had_partial_head = has_partial_head
        _cancel(self._head_timer)
        if has_partial_head:
            self._unset_keepalive_if_required()
            self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_head_timeout)

    def _on_head_timeout(self) -> None:
        """Closes the connection. Only a partial head is answered, with 400."""
        if self._had_partial_head and not self.transport.is_closing():
            self._refuse(INVALID_HTTP)
        self.transport.close()

    def _refuse(self, fault: Fault, method: bytes = b"") -> None:
        """Answers a request that does not reach the app, and closes the connection."""
        request_id = uuid4().hex
        body = fault.body()
        headers = [
            *self.server_state.default_headers,
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (REQUEST_ID_HEADER, request_id.encode()),
        ]
        answer = h11.Response(status_code=fault.status, headers=headers, reason=STATUS_PHRASES[fault.status])
        for event in (answer, h11.Data(data=b"" if method == b"HEAD" else body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        log.info("request", status=fault.status, request_id=request_id)
        self.transport.close()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
