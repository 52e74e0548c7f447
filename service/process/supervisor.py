"""Runs the processes of `wangtu serve`: engines and one HTTP side, restarted and stopped in order.

A process manager such as supervisord cannot replace it. Engines stop when the HTTP side has finished its
requests, one exit code of an engine ends all processes, and log lines get the number of their engine. A retry
library cannot replace it either. The count of crashes starts again after a healthy run, and a stop ends the
pause before a restart.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass

import structlog

log = structlog.get_logger()

LONGEST_PAUSE = 30.0
"""The most seconds before the restart of an engine that has crashed several times in a row."""

HEALTHY_AFTER = 30.0
"""Seconds. An engine that crashes after a longer run is restarted at once."""

STOP_TIMEOUT = 90.0
"""Seconds from SIGTERM until SIGKILL: longer than any request, because accepted requests are finished."""

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Program:
    """The command line and the environment of one process."""

    arguments: Sequence[str]
    environment: Mapping[str, str]


def pause_before(crashes: int) -> float:
    """Seconds before a restart, by the number of crashes in a row: 0, 1, 2, 4 … LONGEST_PAUSE."""
    return min(LONGEST_PAUSE, 2.0 ** (crashes - 2)) if crashes > 1 else 0.0


class Supervisor:
    """Runs engines and one HTTP side until `stop`, until the HTTP side ends, or until an engine cannot run.

    An engine that can never run, for example without models, exits with `fatal_code`.
    """

    def __init__(self, engines: Sequence[Program], http: Program, fatal_code: int) -> None:
        self._engines = engines
        self._http = http
        self._fatal_code = fatal_code
        self._stopping = asyncio.Event()
        self._http_ended = asyncio.Event()
        self._code = 0

    async def run(self) -> int:
        """Run until all processes have ended. Returns the exit code."""
        for number in STOP_SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        engines = [asyncio.create_task(self._keep_running(*engine)) for engine in enumerate(self._engines)]
        process = await _start(self._http)
        code = await _exit_code(process, stop=self._stopping)
        self._http_ended.set()  # the HTTP side needs the engines until it has finished its requests
        await asyncio.gather(*engines)
        return self._code or code

    def stop(self) -> None:
        """Let the HTTP side finish its accepted requests, then end all processes."""
        self._stopping.set()

    async def _keep_running(self, number: int, program: Program) -> None:
        """Run an engine, and restart it after each crash, independently of the other engines."""
        clock, crashes = asyncio.get_running_loop().time, 0
        while not self._http_ended.is_set():
            started = clock()
            code = await self._run_engine(number, program)
            if self._http_ended.is_set():
                return
            if code == self._fatal_code:
                self._code = code
                self._stopping.set()
                return
            crashes = 1 if clock() - started > HEALTHY_AFTER else crashes + 1
            log.error("engine died", engine=number, code=code, again_in_seconds=pause_before(crashes))
            await _first_of(self._http_ended.wait(), asyncio.sleep(pause_before(crashes)))

    async def _run_engine(self, number: int, program: Program) -> int:
        process = await _start(program, stderr=asyncio.subprocess.PIPE)
        forwarding = asyncio.create_task(_forward_log(number, process.stderr))
        code = await _exit_code(process, stop=self._http_ended)
        await forwarding
        return code


async def _start(program: Program, stderr: int | None = None) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *program.arguments, env=program.environment, stdin=asyncio.subprocess.DEVNULL, stderr=stderr
    )


async def _exit_code(process: asyncio.subprocess.Process, stop: asyncio.Event) -> int:
    """Wait for a process and return its exit code. When `stop` is set the process gets a SIGTERM."""
    exiting = asyncio.ensure_future(process.wait())
    await _first_of(asyncio.shield(exiting), stop.wait())
    if exiting.done():
        return exiting.result()
    process.send_signal(signal.SIGTERM)
    await _first_of(asyncio.shield(exiting), asyncio.sleep(STOP_TIMEOUT))
    if not exiting.done():
        process.kill()
    return await exiting


async def _first_of(*awaitables: Awaitable[object]) -> None:
    """Wait for the first awaitable and cancel the others."""
    tasks = [asyncio.ensure_future(awaitable) for awaitable in awaitables]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _forward_log(number: int, lines: asyncio.StreamReader | None) -> None:
    """Add an engine's number to its log lines. A line of native code is logged as the event `native`."""
    assert lines is not None  # noqa: S101  # the process was started with a pipe
    async for line in lines:
        text = line.decode(errors="replace").strip()
        if text.startswith('{"'):
            sys.stderr.write(f'{{"engine": {number}, {text[1:]}\n')
        elif text:
            log.info("native", engine=number, said=text)
