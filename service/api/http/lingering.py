"""A transport that closes so that its peer lives to read the answer, and in bounded time."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class LingeringTransport(asyncio.Transport):
    """Passes everything on to another transport, except how it closes.

    A socket that is closed while its peer still sends is reset, and the peer may lose an answer that it has
    not read. So where that may happen only the sending half is closed at first, and what still comes is for
    the protocol to throw away. After `seconds` everything is dropped: the rest of what the peer sends, and
    what it has not read. (nginx calls this lingering_close.)
    """

    def __init__(
        self,
        transport: asyncio.Transport,
        loop: asyncio.AbstractEventLoop,
        lingers: Callable[[], bool],
        seconds: float,
    ) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._lingers = lingers
        self._seconds = seconds
        self._end: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """Close soon, and `seconds` from now at the latest."""
        if self.is_closing():
            return
        self._end = self._loop.call_later(self._seconds, self._transport.abort)
        if not self._lingers():
            self._transport.close()
            return
        self._transport.resume_reading()
        with suppress(OSError):  # the peer is gone already
            self._transport.write_eof()

    def abort(self) -> None:
        """Close now, whatever is under way."""
        if self._end is not None:
            self._end.cancel()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether nothing that comes matters any more."""
        return self._end is not None or self._transport.is_closing()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send."""
        self._transport.write(data)

    def pause_reading(self) -> None:
        """Leave what comes in the hands of the system, unless it is thrown away anyhow."""
        if not self.is_closing():
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Take what comes."""
        self._transport.resume_reading()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Facts of the socket."""
        return self._transport.get_extra_info(name, default)
