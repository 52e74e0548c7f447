"""What a protocol runs on, without a network and without time passing."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast


class Clock:
    """A loop whose time moves when it is told to; tasks run on the real one."""

    def __init__(self) -> None:
        self._now = 0.0
        self._timers: list[asyncio.TimerHandle] = []

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """This clock, for those who want the little of a loop that it is."""
        return cast(asyncio.AbstractEventLoop, self)

    def advance(self, seconds: float) -> None:
        """Let time pass, and call what falls due."""
        self._now += seconds
        due = sorted(timer for timer in self._timers if timer.when() <= self._now)
        self._timers = [timer for timer in self._timers if timer.when() > self._now]
        for timer in due:
            if not timer.cancelled():
                timer._run()

    @property
    def waits(self) -> bool:
        """Whether anything is still to fall due."""
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


class FakeTransport(asyncio.Transport):
    """Remembers what was asked of it."""

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
