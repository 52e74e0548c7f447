"""Runs the scripted engine under a supervisor, and reads what it records."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from signal import SIGTERM
from time import monotonic
from typing import Any

import pytest

from service.process.supervisor import Program, Supervisor
from service.request import ReadOptions, ReadRequest
from service.rpc import client as client_module
from service.rpc.call import call
from service.rpc.client import EngineClient
from service.rpc.connection import Connection
from service.rpc.messages import SAFE
from tests.live.scripted_engine import picture, width_of

IDLE_PROCESS = (sys.executable, "-c", "import signal; signal.sigwait([signal.SIGTERM])")
"""A command that replaces the HTTP process. It waits for SIGTERM."""


@asynccontextmanager
async def served_engine(folder: Path) -> AsyncIterator[EngineClient]:
    """Yields a client of an engine that is started again whenever it dies."""
    address = f"unix:{folder}/engine.sock"
    arguments = (sys.executable, "-m", "tests.live.scripted_engine", address, str(folder))
    engine, http = Program(arguments, dict(os.environ)), Program(IDLE_PROCESS, {})
    supervisor = Supervisor([engine], http, fatal_code=3)
    running = asyncio.create_task(supervisor.run())
    client = EngineClient([address])
    await client.open()
    await until(lambda: client.is_ready)
    try:
        yield client
    finally:
        (folder / "go").touch()
        await client.close()
        supervisor.stop()
        assert await running in (0, -SIGTERM)


@contextmanager
def widths_known_safe() -> Iterator[set[int]]:
    """Yields the widths of those pictures of which the client has learnt that no code touches them."""
    known: set[int] = set()

    async def followed_call(engine: Connection, request: ReadRequest, *, exclusive: bool) -> bytes:
        def read(data: bytes, **options: Any) -> Any:
            return FollowedStream(engine.read(data, **options), known, width_of(data))

        return await call(replace(engine, read=read), request, exclusive=exclusive)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client_module, "call", followed_call)
        yield known


class FollowedStream:
    """The stream of a call. Adds the width of its picture to `known` when a message says that it is safe."""

    def __init__(self, stream: Any, known: set[int], width: int) -> None:
        self.cancel = stream.cancel
        self._stream, self._known, self._width = stream, known, width

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for message in self._stream:
            if message == SAFE:
                self._known.add(self._width)
            yield message


async def until(condition: Callable[[], bool]) -> None:
    """Poll the condition, which depends on other processes, until it holds."""
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def request(width: int, seconds: float = 30) -> ReadRequest:
    """Returns the request for a picture of that width, with a deadline in `seconds`."""
    return ReadRequest(picture(width), ReadOptions(), monotonic() + seconds)


def recorded(folder: Path, event: int | str) -> set[int]:
    """Returns the ids of the processes that recorded an event. The event of a decoding is the width."""
    return {int(path.suffix[1:]) for path in folder.glob(f"{event}.*")}


async def until_recorded(folder: Path, events: Sequence[int | str]) -> int:
    """Wait until all events are recorded, and return the process id of the first."""
    await until(lambda: all(recorded(folder, event) for event in events))
    return recorded(folder, events[0]).pop()
