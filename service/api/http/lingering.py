"""Closes a connection in bounded time without losing the answer: lingering close."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class LingeringTransport(asyncio.Transport):
    """Wraps a transport and changes how it closes. nginx calls this lingering_close.

    Closing a socket while its peer still sends resets the connection, and the peer may lose an answer that it
    has not read yet. So while the peer may still send (`may_send`), `close` closes the sending half only, and
    the protocol discards further input. The connection is aborted after `seconds` at the latest.

    Own code: neither asyncio nor uvicorn has a lingering close.
    """

    def __init__(
        self,
        transport: asyncio.Transport,
        loop: asyncio.AbstractEventLoop,
        may_send: Callable[[], bool],
        seconds: float,
    ) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._may_send = may_send
        self._seconds = seconds
        self._abort_timer: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """Starts to close. The connection is aborted after `seconds` at the latest."""
        if self.is_closing():
            return
        self._abort_timer = self._loop.call_later(self._seconds, self._transport.abort)
        if not self._may_send():
            self._transport.close()
            return
        self._transport.resume_reading()
        with suppress(OSError):  # the peer has disconnected already
            self._transport.write_eof()

    def abort(self) -> None:
        """Closes at once and discards unsent data."""
        if self._abort_timer is not None:
            self._abort_timer.cancel()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Returns whether the connection is closing. If it is, the protocol must discard input."""
        return self._abort_timer is not None or self._transport.is_closing()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Sends data."""
        self._transport.write(data)

    def pause_reading(self) -> None:
        """Stops reading, unless the connection is closing: then input is read and discarded."""
        if not self.is_closing():
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Continues reading."""
        self._transport.resume_reading()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Returns information about the socket."""
        return self._transport.get_extra_info(name, default)
