"""Runs the scripted engine under a supervisor, and reads what it records."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGTERM
from time import monotonic

from service.process.supervisor import Program, Supervisor
from service.request import ReadOptions, ReadRequest
from service.rpc.client import EngineClient
from tests.live.scripted_engine import picture

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
