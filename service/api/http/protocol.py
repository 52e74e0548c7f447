"""The HTTP protocol of the service, with timeouts, a limit of connections and lingering close.

Own code: uvicorn bounds neither the time of a head nor that of an unread answer.
"""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState

from service.api.faults import INVALID_HTTP
from service.api.http.connection_limit import ConnectionLimit
from service.api.http.head import Head
from service.api.http.lingering import LingeringTransport
from service.api.http.parsed_protocol import ParsedProtocol


class Protocol(ParsedProtocol):
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
        *,
        limit: ConnectionLimit,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limit = limit
        self._is_shutting_down = False
        self._had_partial_head: bool | None = None  # None before the first input
        self._head_timer: asyncio.TimerHandle | None = None
        self._unread_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Start the timer of the first head."""
        lingering = LingeringTransport(transport, self.loop, self._client_may_send, self.LINGER_SECONDS)
        super().connection_made(lingering)
        self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_head_timeout)
        self._limit.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all timers."""
        super().connection_lost(exc)
        self._limit.closed(self)
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
        if self.transport.is_closing() or self.fault or self.requests.has_ended:
            return
        if self.requests.is_idle and not data.strip(b"\r\n"):
            return  # an empty line must not restart the timer of the head
        super().data_received(data)
        self._update_head_timer()

    def shutdown(self) -> None:
        """Close the connection once its running request is answered. Does not wait for partial heads."""
        self._is_shutting_down = True
        if self.transport.is_closing():
            self.transport.abort()
        else:
            super().shutdown()

    def close_idle(self) -> None:
        """Close the connection, which is idle, because there are too many."""
        self.transport.abort()

    def on_request(self, method: bytes, head: Head, *, keep_alive: bool) -> None:
        """Start a request. Until its head is complete, the connection counts as idle."""
        self._limit.became_busy(self)
        super().on_request(method, head, keep_alive=keep_alive)

    def on_response_complete(self) -> None:
        """Continue with the next request, if a part of it has arrived."""
        super().on_response_complete()
        if self.requests.in_head:
            self._unset_keepalive_if_required()  # the time of the head has begun already
        if self.cycle.response_complete and not self.transport.is_closing():
            self._limit.became_idle(self)

    def _client_may_send(self) -> bool:
        return not self._is_shutting_down and (self.fault is not None or not self.requests.is_idle)

    def _update_head_timer(self) -> None:
        """Start the timer when a part of a head arrives, and cancel it when the head is complete."""
        has_partial_head = self.requests.in_head and self.fault is None
        if has_partial_head == self._had_partial_head:
            return
        self._had_partial_head = has_partial_head
        _cancel(self._head_timer)
        if has_partial_head:
            self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self._on_head_timeout)

    def _on_head_timeout(self) -> None:
        """Close the connection. Only a partial head is answered, with 400."""
        if self._had_partial_head:
            self.fault = INVALID_HTTP
            self.refuse(INVALID_HTTP)
        self.transport.close()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
