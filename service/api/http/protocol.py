"""The wire: uvicorn's protocol, bounded in time, and in the cloud's words where nothing reaches the app."""

import asyncio
from typing import Any, cast
from uuid import uuid4

import h11
import structlog
from starlette.types import Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol
from uvicorn.server import ServerState

from service.api.faults import NO_HTTP, Fault
from service.api.http.connection import Connection, NotHttp
from service.api.http.lingering import LingeringTransport
from service.api.http.middleware import HEADER

log = structlog.get_logger()


class Protocol(H11Protocol):
    """One connection of a client."""

    HEAD_SECONDS = 20.0
    """From the first byte of a request to the end of its head, and from the connection to its first byte."""

    LINGER_SECONDS = 30.0
    """How long a client that was answered early may go on sending, unheard (nginx's lingering_time)."""

    UNREAD_SECONDS = 60.0
    """How long a client may leave more than 64 KB of answers unread (nginx's send_timeout)."""

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
        self._stops = False
        self._begun: bool | None = None  # None: nothing was said yet
        self._head_timer: asyncio.TimerHandle | None = None
        self._unread_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """A client has connected."""
        lingering = LingeringTransport(transport, self.loop, self._lingers, self.LINGER_SECONDS)
        super().connection_made(lingering)
        self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_late_head)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone, or was left."""
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        _stop(self._head_timer)
        _stop(self._unread_timer)
        self.transport.abort()

    def pause_writing(self) -> None:
        """The client does not read as fast as it asks."""
        super().pause_writing()
        self._unread_timer = self.loop.call_later(self.UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        _stop(self._unread_timer)

    def data_received(self, data: bytes) -> None:
        """The client has sent something."""
        if self.transport.is_closing() or self.conn.is_deaf:
            return
        if self.conn.is_idle and not data.strip(b"\r\n"):
            return  # an empty line is no reason to wait any longer than for nothing
        super().data_received(data)

    def handle_events(self) -> None:
        """Act on what the client has said."""
        try:
            super().handle_events()
        except NotHttp as error:
            if self._is_answering():
                self.cycle.message_event.set()  # wakes the reader of the body, see _serve
            else:
                self._refuse(error.fault, error.method)
        self._watch_head()

    def shutdown(self) -> None:
        """The server stops: requests under way are finished, and nothing else is waited for."""
        self._stops = True
        if self.transport.is_closing():
            self.transport.abort()
        else:
            super().shutdown()

    def _should_upgrade(self) -> bool:
        """Never, and silently: Java's own client offers HTTP/2 with every request."""
        return False

    def _lingers(self) -> bool:
        return self.conn.is_owed and not self._stops

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the app; a body that breaks off ends for it as if the client had left, but it can answer."""

        async def receive_or_end() -> Message:
            message = await receive()
            return {"type": "http.disconnect"} if self.conn.their_state is h11.ERROR else message

        await self._app(scope, cast(Any, receive_or_end), cast(Any, send))

    def _watch_head(self) -> None:
        begun = self.conn.has_begun
        if begun == self._begun:
            return
        self._begun = begun
        _stop(self._head_timer)
        if begun:
            self._unset_keepalive_if_required()
            self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_late_head)

    def _on_late_head(self) -> None:
        if self._begun and not self.transport.is_closing():
            self._refuse(NO_HTTP)
        self.transport.close()

    def _refuse(self, fault: Fault, method: bytes = b"") -> None:
        """Answer what the app never gets to see, and close."""
        request_id = uuid4().hex
        body = fault.body()
        headers = [
            *self.server_state.default_headers,
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (HEADER, request_id.encode()),
        ]
        answer = h11.Response(status_code=fault.status, headers=headers, reason=STATUS_PHRASES[fault.status])
        for event in (answer, h11.Data(data=b"" if method == b"HEAD" else body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        log.info("request", status=fault.status, request_id=request_id)
        self.transport.close()


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
