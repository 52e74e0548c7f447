"""The heartbeat of an engine: bytes in a pipe, which the supervisor expects as long as the engine runs.

A process that hangs neither ends nor closes its connections. Its heartbeat comes from its event loop, so a
stopped process, an endless loop and a deadlock all end it. Computation does not: no decoder or model keeps
Python's lock for longer than 0.04 s (nine formats of 48 megapixels, one core of a Xeon).
"""

import asyncio
import os
from contextlib import suppress

BEAT_SECONDS = 0.25
"""Seconds between two beats."""

CHECK_SECONDS = 0.5
"""Seconds between two checks of the supervisor."""

MOST_SILENT_CHECKS = 6
"""Checks in a row without a beat after which an engine hangs: 3 s."""


class Pulse:
    """Whether a process hangs, by the checks since its last beat.

    Checks are counted instead of seconds, because a machine that slept delays both sides. Before its first
    beat a process is starting and never hangs.
    """

    def __init__(self) -> None:
        self._silent_checks = 0
        self._has_begun = False

    def beat(self) -> None:
        """Record a beat."""
        self._has_begun, self._silent_checks = True, 0

    def check(self) -> bool:
        """Record a check. Returns whether the process hangs."""
        self._silent_checks += self._has_begun
        return self._silent_checks >= MOST_SILENT_CHECKS


async def send_beats(pipe: int) -> None:
    """Write a beat to a non-blocking pipe, again and again, until nobody reads it. Closes the pipe."""
    try:
        with suppress(BrokenPipeError):
            while True:
                with suppress(BlockingIOError):  # the supervisor is slow; the pipe holds enough beats
                    os.write(pipe, b".")
                await asyncio.sleep(BEAT_SECONDS)
    finally:
        os.close(pipe)


async def until_hanging(beats: asyncio.StreamReader) -> None:
    """Return when the process that writes the beats hangs. Never returns once it has closed the pipe."""
    pulse, has_closed = Pulse(), False
    while not has_closed:
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                has_closed = not await beats.read(1024)
            pulse.beat()
        except TimeoutError:
            if pulse.check():
                return
    await asyncio.Event().wait()
