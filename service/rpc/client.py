"""The gRPC client of the HTTP side: sends each request to the least busy engine, and again after a crash.

gRPC's own retry policy cannot replace this: it never resends a call that has had a message, and
it cannot make the second attempt exclusive.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import grpc
import structlog

from models.page import Page
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable
from service.request import ReadRequest
from service.rpc.call import EngineCrashed, call
from service.rpc.connection import Connection
from service.rpc.fullness import Fullness
from service.rpc.messages import READ_METHOD, SIZE_LIMITS, decode_answer
from service.rpc.poison import PoisonList
from service.rpc.retries import MOST_ATTEMPTS, pause_before

log = structlog.get_logger()

OPTIONS = (
    *SIZE_LIMITS,
    # A crashed engine is restarted within seconds, but gRPC's default backoff grows to two minutes.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 500),
    ("grpc.enable_http_proxy", 0),
    # A stopped process keeps its connections open, so a ping asks the process itself. Within 3 s the
    # connection is closed and its requests are sent again. gRPC answers pings on threads of its own, also
    # while Python or a model computes.
    ("grpc.keepalive_time_ms", 1000),
    ("grpc.keepalive_timeout_ms", 2000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.max_pings_without_data", 0),
)


class PageReader(Protocol):
    """Reads pictures for the HTTP side."""

    @property
    def is_ready(self) -> bool:
        """Whether a picture sent now would be read at once."""

    def check(self) -> None:
        """Raise EngineUnavailable if no engine has been ready yet. `read` waits while engines restart."""

    def check_room(self, caller: str) -> None:
        """Raise EngineBusy if a picture of this caller would be refused."""

    async def read(self, request: ReadRequest) -> Page:
        """The page of a picture. Raises OcrError."""


@dataclass(slots=True)
class EngineClient:
    """Reads pictures on the connected engine that holds the fewest calls of this process."""

    addresses: Sequence[str]
    _engines: list[Connection] = field(default_factory=list)
    _watchers: list["asyncio.Task[None]"] = field(default_factory=list)
    _fullness: Fullness = field(default_factory=Fullness)
    _poison: PoisonList = field(default_factory=PoisonList)
    _state_changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _has_been_ready: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether any engine takes requests."""
        return any(engine.is_available(monotonic()) for engine in self._engines)

    def check(self) -> None:
        """Raise EngineUnavailable if no engine has been connected yet."""
        if not self._has_been_ready:
            raise EngineUnavailable

    def check_room(self, caller: str) -> None:
        """Raise EngineBusy if the engines have just refused several pictures of this caller."""
        self._fullness.check(caller, monotonic())

    async def open(self) -> None:
        """Open a channel to every engine and start to watch its state."""
        for address in self.addresses:
            channel = grpc.aio.insecure_channel(address, OPTIONS)
            engine = Connection(address, channel, channel.unary_stream(READ_METHOD, None, None))
            self._engines.append(engine)
            self._watchers.append(asyncio.create_task(self._watch(engine)))

    async def close(self) -> None:
        """Close all channels."""
        for watcher in self._watchers:
            watcher.cancel()
        await asyncio.gather(*self._watchers, return_exceptions=True)
        for engine in self._engines:
            await engine.channel.close(None)

    async def read(self, request: ReadRequest) -> Page:
        """The page of a picture. If an engine crashes, its requests are sent again.

        Raises the error that the engine answers with, EngineUnavailable if no engine has been connected yet,
        DeadlineExceeded, or DeadlyImage for a poison picture.
        """
        self.check()
        attempts = 0
        while True:
            engine = await self._least_busy(request.deadline)
            exclusive = self._poison.is_suspect(request.data)
            attempts += 1
            try:
                page = decode_answer(await call(engine, request, exclusive=exclusive))
            except EngineCrashed as crash:
                self._record_crash(engine, request, crash, exclusive=exclusive)
                if attempts == MOST_ATTEMPTS:
                    raise EngineUnavailable from crash
                await asyncio.sleep(pause_before(attempts + 1))
            except EngineBusy as busy:
                if attempts == 1:
                    self._fullness.record_refusal(request.caller, busy.retry_after, monotonic())
                    raise
                # A request is not refused just because the engine that had accepted it crashed.
                attempts -= 1
                await asyncio.sleep(busy.retry_after)
            else:
                engine.record_answer()
                self._fullness.record_page(request.caller)
                if exclusive:
                    self._poison.clear(request.data)
                return page

    def _record_crash(
        self, engine: Connection, request: ReadRequest, crash: EngineCrashed, *, exclusive: bool
    ) -> None:
        rest = engine.record_failure(monotonic())
        if rest:
            log.warning("an engine fails and rests", engine=engine.address, seconds=rest)
        if crash.at_risk:
            log.warning("an engine died over a picture", engine=engine.address, alone=exclusive)
            self._poison.record_crash(request.data, exclusive=exclusive)

    async def _least_busy(self, deadline: float) -> Connection:
        """The available engine with the fewest calls. Waits for one until the deadline."""
        try:
            async with asyncio.timeout(deadline - monotonic()):
                while not (available := self._available()):
                    await self._change()
        except TimeoutError as error:
            raise DeadlineExceeded from error
        return min(available, key=lambda each: each.calls)

    def _available(self) -> list[Connection]:
        return [engine for engine in self._engines if engine.is_available(monotonic())]

    async def _change(self) -> None:
        """Wait until the state of an engine changes, or a rest may have ended."""
        resting = [engine.rests_until for engine in self._engines if engine.is_connected]
        pause = min(resting) - monotonic() if resting else None
        try:
            async with asyncio.timeout(pause), self._state_changed:
                await self._state_changed.wait()
        except TimeoutError:
            return

    async def _watch(self, engine: Connection) -> None:
        """Record every change of the connection, and reconnect."""
        while True:
            state = engine.channel.get_state(try_to_connect=True)
            if engine.record_state(is_connected=state == grpc.ChannelConnectivity.READY):
                self._log_state(engine)
            async with self._state_changed:
                self._state_changed.notify_all()
            await engine.channel.wait_for_state_change(state)

    def _log_state(self, engine: Connection) -> None:
        if not engine.is_connected:
            log.warning("an engine is lost", engine=engine.address)
        elif self._has_been_ready:
            log.info("an engine is connected", engine=engine.address)
        else:
            self._has_been_ready = True
            log.info("ready")
