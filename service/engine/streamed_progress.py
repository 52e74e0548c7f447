"""Sends the progress of one picture to the client, on the stream of its call."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError, Future
from time import monotonic
from typing import Any, NamedTuple

from service.errors import CallerGone
from service.rpc.messages import AT_RISK, SAFE


class _Step(NamedTuple):
    """One message of the stream. `sent` is done once it is sent."""

    message: bytes
    sent: "Future[None]"


LONGEST_SEND = 5.0
"""Seconds after which a client that takes no message counts as gone. A thread that computes waits so long."""


class StreamedProgress:
    """Queues messages from any thread, and sends them in order in `send_until`, on the event loop."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._loop = asyncio.get_running_loop()
        self._steps: asyncio.Queue[_Step | None] = asyncio.Queue()
        self._is_closed = False

    def at_risk(self) -> None:
        """Tell the client, and return once the message is sent, because the process may die right after."""
        sent = self._queued(AT_RISK)
        try:
            sent.result(min(LONGEST_SEND, self._deadline - monotonic()))
        except (CancelledError, TimeoutError) as error:
            raise CallerGone from error

    def safe(self) -> None:
        """Tell the client, without waiting for it."""
        self._queued(SAFE)

    async def send_until(
        self, done: "asyncio.Future[Any]", write: Callable[[bytes], Awaitable[None]]
    ) -> None:
        """Send all messages until `done` is done. Messages that cannot be sent fail with CallerGone."""
        done.add_done_callback(lambda _: self._steps.put_nowait(None))
        try:
            while step := await self._steps.get():
                await _send(step, write)
        finally:
            self._close()

    def _queued(self, message: bytes) -> "Future[None]":
        step = _Step(message, Future())
        self._loop.call_soon_threadsafe(self._enqueue, step)
        return step.sent

    def _enqueue(self, step: _Step) -> None:
        if self._is_closed:
            step.sent.cancel()
        else:
            self._steps.put_nowait(step)

    def _close(self) -> None:
        self._is_closed = True
        while not self._steps.empty():
            if step := self._steps.get_nowait():
                step.sent.cancel()


async def _send(step: _Step, write: Callable[[bytes], Awaitable[None]]) -> None:
    """Send one message. If it cannot be sent, the thread that waits for it goes on at once."""
    try:
        await write(step.message)
    except BaseException:
        step.sent.cancel()
        raise
    step.sent.set_result(None)
