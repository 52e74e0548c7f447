"""Runs the processes of `wangtu serve`: engines and one HTTP side, restarted and stopped in order.

An engine that crashes or hangs is restarted, and so is an HTTP side that a signal has ended.

A process manager such as supervisord cannot replace it. Engines stop when the HTTP side has finished its
requests, one exit code of an engine ends all processes, and log lines get the number of their engine. A retry
library cannot replace it either. The count of crashes starts again after a healthy run, and a stop ends the
pause before a restart.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from service.process.engine_log import EngineLog
from service.process.heartbeat import until_hanging

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

    def __init__(
        self,
        engines: Sequence[Program],
        http: Program,
        fatal_code: int,
        listener: socket.socket | None = None,
    ) -> None:
        """The HTTP side inherits `listener`. New connections wait in it while the HTTP side is restarted."""
        self._engines = engines
        self._http = http
        self._listener = listener
        self._fatal_code = fatal_code
        self._stopping = asyncio.Event()
        self._http_ended = asyncio.Event()
        self._code = 0

    async def run(self) -> int:
        """Run until all processes have ended. Returns the exit code."""
        for number in STOP_SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        engines = [asyncio.create_task(self._keep_running(*engine)) for engine in enumerate(self._engines)]
        code = await self._keep_http_running()
        self._http_ended.set()  # the HTTP side needs the engines until it has finished its requests
        await asyncio.gather(*engines)
        return self._code or code

    def stop(self) -> None:
        """Refuse new connections, let the HTTP side finish its accepted requests, then end all processes."""
        self._stopping.set()
        if self._listener is not None:
            self._listener.close()

    async def _keep_http_running(self) -> int:
        """Run the HTTP side, and restart it if a signal ends it. Returns its exit code."""
        clock, crashes = asyncio.get_running_loop().time, 0
        while True:
            started = clock()
            process = await self._start_http()
            code = await _exit_code(process, stop=self._stopping)
            if self._stopping.is_set():
                return 0 if code == -signal.SIGTERM else code  # it had no handler yet
            if code >= 0:
                return code
            crashes = 1 if clock() - started > HEALTHY_AFTER else crashes + 1
            log.error("HTTP side died", code=code, again_in_seconds=pause_before(crashes))
            await _first_of(self._stopping.wait(), asyncio.sleep(pause_before(crashes)))
            if self._stopping.is_set():
                return 0

    async def _start_http(self) -> asyncio.subprocess.Process:
        if self._listener is None:
            return await _start(self._http)
        descriptor = self._listener.fileno()
        return await _start(self._http, "--listener", str(descriptor), keep=(descriptor,))

    async def _keep_running(self, number: int, program: Program) -> None:
        """Run an engine, and restart it after each crash, independently of the other engines."""
        clock, crashes = asyncio.get_running_loop().time, 0
        engine_log = EngineLog(number, clock)
        while not self._http_ended.is_set():
            started = clock()
            code = await self._run_engine(engine_log, program)
            if self._http_ended.is_set():
                return
            if code == self._fatal_code:
                self._code = code
                self.stop()
                return
            crashes = 1 if clock() - started > HEALTHY_AFTER else crashes + 1
            log.error("engine died", engine=number, code=code, again_in_seconds=pause_before(crashes))
            await _first_of(self._http_ended.wait(), asyncio.sleep(pause_before(crashes)))

    async def _run_engine(self, engine_log: EngineLog, program: Program) -> int:
        beats, pipe = os.pipe()
        os.set_blocking(pipe, False)
        process = await _start(
            program, "--heartbeat", str(pipe), stderr=asyncio.subprocess.PIPE, keep=(pipe,)
        )
        os.close(pipe)
        assert process.stderr is not None  # noqa: S101  # a pipe
        forwarding = asyncio.create_task(engine_log.forward(process.stderr))
        watching = asyncio.create_task(_end_if_hanging(engine_log.number, process, beats))
        code = await _exit_code(process, stop=self._http_ended)
        watching.cancel()
        await forwarding
        return code


async def _start(
    program: Program, *more: str, stderr: int | None = None, keep: Sequence[int] = ()
) -> asyncio.subprocess.Process:
    """Start a program with more arguments. It inherits the descriptors `keep`."""
    return await asyncio.create_subprocess_exec(
        *program.arguments,
        *more,
        env=program.environment,
        stdin=asyncio.subprocess.DEVNULL,
        stderr=stderr,
        pass_fds=keep,
    )


async def _end_if_hanging(number: int, process: asyncio.subprocess.Process, beats: int) -> None:
    """Kill a process whose heartbeat stops. Closes the pipe of the beats at the end."""
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    pipe, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(beats, "rb", 0))
    try:
        await until_hanging(reader)
        log.error("engine hangs", engine=number, pid=process.pid)
        _send(process, signal.SIGKILL)  # a stopped process gets no SIGTERM
    finally:
        pipe.close()


async def _exit_code(process: asyncio.subprocess.Process, stop: asyncio.Event) -> int:
    """Wait for a process and return its exit code. When `stop` is set the process gets a SIGTERM."""
    exiting = asyncio.ensure_future(process.wait())
    await _first_of(asyncio.shield(exiting), stop.wait())
    if exiting.done():
        return exiting.result()
    _send(process, signal.SIGTERM)
    _send(process, signal.SIGCONT)  # a stopped process gets the SIGTERM only when it continues
    await _first_of(asyncio.shield(exiting), asyncio.sleep(STOP_TIMEOUT))
    if not exiting.done():
        _send(process, signal.SIGKILL)
    return await exiting


def _send(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Send a signal. The methods of `process` would first ask for its exit code, which `wait` then misses."""
    with suppress(ProcessLookupError):
        os.kill(process.pid, number)


async def _first_of(*awaitables: Awaitable[object]) -> None:
    """Wait for the first awaitable and cancel the others."""
    tasks = [asyncio.ensure_future(awaitable) for awaitable in awaitables]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
