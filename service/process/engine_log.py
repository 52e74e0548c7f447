"""Forwards the log of an engine: adds the engine's number, and limits the lines of native code."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from contextlib import suppress

import structlog

from service.process.log_writer import LOG

log = structlog.get_logger()

LONGEST_LINE = 64 * 1024
"""The most bytes of one line. The rest of a longer line is discarded."""

MOST_NATIVE_LINES = 20
"""The most lines of native code within WINDOW_SECONDS, and so of one picture. Further lines are counted."""

WINDOW_SECONDS = 60.0
"""The longest time for which one picture is read: the deadline of a request."""

REPORT_SECONDS = 2.0
"""Seconds after the first line that was left out until a line says how many there were."""


class Lines:
    """Cuts a stream of bytes into lines of at most LONGEST_LINE bytes."""

    def __init__(self) -> None:
        self._partial = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that these bytes complete, without their ends."""
        first, *others = data.split(b"\n")
        pieces = [(self._partial + first)[:LONGEST_LINE], *(each[:LONGEST_LINE] for each in others)]
        self._partial = pieces.pop()
        return pieces

    def end(self) -> list[bytes]:
        """The last line, if it has no end."""
        return self.feed(b"\n") if self._partial else []


class NativeLines:
    """Decides which lines of native code are logged. `now` is in seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._logged_at: deque[float] = deque(maxlen=MOST_NATIVE_LINES)
        self._left_out = 0
        self._left_out_since = 0.0

    def admits(self, now: float) -> bool:
        """Whether a line is logged. Counts it."""
        if len(self._logged_at) < MOST_NATIVE_LINES or now - self._logged_at[0] > WINDOW_SECONDS:
            self._logged_at.append(now)
            return True
        if not self._left_out:
            self._left_out_since = now
        self._left_out += 1
        return False

    def seconds_to_report(self, now: float) -> float | None:
        """Seconds until the lines left out are to be reported. None if there are none."""
        return max(0.0, self._left_out_since + REPORT_SECONDS - now) if self._left_out else None

    def take_left_out(self) -> int:
        """The number of lines left out since the last call."""
        count, self._left_out = self._left_out, 0
        return count


class EngineLog:
    """The log of one engine, over all its restarts."""

    def __init__(self, number: int, clock: Callable[[], float]) -> None:
        self.number = number
        self._clock = clock
        self._native = NativeLines()

    async def forward(self, stream: asyncio.StreamReader) -> None:
        """Forward a stream until it ends."""
        lines = Lines()
        while True:
            data = b""
            with suppress(TimeoutError):
                seconds = self._native.seconds_to_report(self._clock())
                data = await asyncio.wait_for(stream.read(LONGEST_LINE), seconds)
                if not data:
                    break
            self._forward(lines.feed(data))
            if self._native.seconds_to_report(self._clock()) == 0:
                self._report()
        self._forward(lines.end())
        self._report()

    def _forward(self, lines: list[bytes]) -> None:
        for line in lines:
            text = line.decode(errors="replace").strip()
            if _is_json_object(text):
                LOG.write(f'{{"engine": {self.number}, {text[1:]}\n')
            elif text and self._native.admits(self._clock()):
                log.info("native", engine=self.number, said=text)

    def _report(self) -> None:
        if count := self._native.take_left_out():
            log.warning("native lines left out", engine=self.number, lines=count)


def _is_json_object(text: str) -> bool:
    """Whether the engine itself wrote a line. Native code never writes JSON."""
    if not text.startswith('{"') or not text.isprintable():
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
