"""What `wangtu serve` runs: engines and the HTTP side, each a process, watched and stopped in order."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass

import structlog

log = structlog.get_logger()

LONGEST_PAUSE = 30.0
"""Seconds before an engine that dies again and again is started once more."""

HEALTHY_AFTER = 30.0
"""Seconds after which an engine's death is taken for an accident of its own."""

LONGEST_END = 90.0
"""Seconds that a process may take to end: more than any request has, and what was accepted is finished."""

SOFTLY = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Program:
    """One process to run."""

    arguments: Sequence[str]
    environment: Mapping[str, str]


def pause_before(deaths: int) -> float:
    """Seconds before an engine is started after so many deaths in a row: 0, 1, 2, 4 … LONGEST_PAUSE."""
    return min(LONGEST_PAUSE, 2.0 ** (deaths - 2)) if deaths > 1 else 0.0


class Supervisor:
    """Runs engines and one HTTP side until it is told to stop, or until one of them cannot go on.

    `hopeless` is the exit code of an engine that will never start, such as one without models.
    """

    def __init__(self, engines: Sequence[Program], http: Program, hopeless: int) -> None:
        self._engines = engines
        self._http = http
        self._hopeless = hopeless
        self._stopping = asyncio.Event()
        self._http_is_gone = asyncio.Event()
        self._code = 0

    async def run(self) -> int:
        """Run until the end; returns the exit code."""
        for number in SOFTLY:
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        engines = [asyncio.create_task(self._keep(*engine)) for engine in enumerate(self._engines)]
        process = await _start(self._http)
        code = await _ended(process, unless=self._stopping)
        self._http_is_gone.set()  # it has finished what it accepted; until then the engines were needed
        await asyncio.gather(*engines)
        return self._code or code

    def stop(self) -> None:
        """Let the HTTP side finish what it accepted, then end everything."""
        self._stopping.set()

    async def _keep(self, number: int, program: Program) -> None:
        """Run an engine, and again when it dies, whatever the others do."""
        clock, deaths = asyncio.get_running_loop().time, 0
        while not self._http_is_gone.is_set():
            started = clock()
            code = await self._run_engine(number, program)
            if self._http_is_gone.is_set():
                return
            if code == self._hopeless:
                self._code = code
                self._stopping.set()
                return
            deaths = 1 if clock() - started > HEALTHY_AFTER else deaths + 1
            log.error("engine died", engine=number, code=code, again_in_seconds=pause_before(deaths))
            await _either(self._http_is_gone.wait(), asyncio.sleep(pause_before(deaths)))

    async def _run_engine(self, number: int, program: Program) -> int:
        process = await _start(program, stderr=asyncio.subprocess.PIPE)
        hearing = asyncio.create_task(_pass_on(number, process.stderr))
        code = await _ended(process, unless=self._http_is_gone)
        await hearing
        return code


async def _start(program: Program, stderr: int | None = None) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *program.arguments, env=program.environment, stdin=asyncio.subprocess.DEVNULL, stderr=stderr
    )


async def _ended(process: asyncio.subprocess.Process, unless: asyncio.Event) -> int:
    """The exit code of a process, which is asked to end when the event comes."""
    ending = asyncio.ensure_future(process.wait())
    await _either(asyncio.shield(ending), unless.wait())
    if ending.done():
        return ending.result()
    process.send_signal(signal.SIGTERM)
    await _either(asyncio.shield(ending), asyncio.sleep(LONGEST_END))
    if not ending.done():
        process.kill()
    return await ending


async def _either(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _pass_on(number: int, lines: asyncio.StreamReader | None) -> None:
    """What an engine says, one line a time, with its number; what its native libraries say is logged too."""
    assert lines is not None  # noqa: S101  # a pipe was asked for
    async for line in lines:
        text = line.decode(errors="replace").strip()
        if text.startswith('{"'):
            sys.stderr.write(f'{{"engine": {number}, {text[1:]}\n')
        elif text:
            log.info("native", engine=number, said=text)
