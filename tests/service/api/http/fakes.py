"""A manual clock and a recording transport, on which a protocol runs without a network."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast


class ManualClock:
    """An event loop whose time advances only on request. Its tasks run on the real loop."""

    def __init__(self) -> None:
        self._now = 0.0
        self._timers: list[asyncio.TimerHandle] = []

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """This clock as the event loop of a protocol. A protocol calls only the methods below."""
        return cast(asyncio.AbstractEventLoop, self)

    def advance(self, seconds: float) -> None:
        """Advances the time and runs all timers that are due."""
        self._now += seconds
        due = sorted(timer for timer in self._timers if timer.when() <= self._now)
        self._timers = [timer for timer in self._timers if timer.when() > self._now]
        for timer in due:
            if not timer.cancelled():
                timer._run()

    def now(self) -> float:
        """The time in seconds."""
        return self._now

    @property
    def has_timers(self) -> bool:
        """Whether any timer is still pending."""
        return any(not timer.cancelled() for timer in self._timers)

    def call_later(self, delay: float, callback: Callable[[], object]) -> asyncio.TimerHandle:
        timer = asyncio.TimerHandle(self._now + delay, callback, (), self.loop)
        self._timers.append(timer)
        return timer

    def create_task(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(coroutine)

    def get_debug(self) -> bool:
        return False

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        pass


class RecordingTransport(asyncio.Transport):
    """Records the data that is written and the calls that are made."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.calls: list[str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += data

    def write_eof(self) -> None:
        self.calls.append("write_eof")

    def close(self) -> None:
        self.calls.append("close")

    def abort(self) -> None:
        self.calls.append("abort")

    def pause_reading(self) -> None:
        self.calls.append("pause_reading")

    def resume_reading(self) -> None:
        self.calls.append("resume_reading")

    def is_closing(self) -> bool:
        return "close" in self.calls or "abort" in self.calls
