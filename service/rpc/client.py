"""The gRPC client of the HTTP side: sends each request to the least busy engine, and again after a crash.

gRPC's own retry policy cannot replace this: it never resends a call that has had a message, and
it cannot make the second attempt exclusive.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import grpc
import structlog

from models.page import Page
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable, OcrError
from service.request import ReadRequest
from service.rpc.messages import (
    AT_RISK,
    READ_METHOD,
    SAFE,
    SIZE_LIMITS,
    Call,
    decode_answer,
    encode_call,
)
from service.rpc.poison import PoisonList

log = structlog.get_logger()

OPTIONS = (
    *SIZE_LIMITS,
    # A crashed engine is restarted within seconds, but gRPC's default backoff grows to two minutes.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 500),
    ("grpc.enable_http_proxy", 0),
)

STATUS_ERRORS: Mapping[grpc.StatusCode, type[OcrError]] = {
    grpc.StatusCode.DEADLINE_EXCEEDED: DeadlineExceeded,
    grpc.StatusCode.RESOURCE_EXHAUSTED: EngineBusy,  # see `server.MOST_CALLS`
    grpc.StatusCode.UNIMPLEMENTED: EngineUnavailable,  # the engine has another version
    grpc.StatusCode.INVALID_ARGUMENT: EngineUnavailable,
}
"""gRPC status of a failed call → the error that it means. UNAVAILABLE means a crash, see `_call`."""

ReadCall = Callable[..., "grpc.aio.UnaryStreamCall[bytes, bytes]"]


class _EngineCrashed(Exception):
    """The connection broke during a call. `at_risk`: whether code was touching the picture."""

    def __init__(self, *, at_risk: bool) -> None:
        super().__init__()
        self.at_risk = at_risk


class PageReader(Protocol):
    """Reads pictures for the HTTP side."""

    @property
    def is_ready(self) -> bool:
        """Whether a picture sent now would be read at once."""

    def check(self) -> None:
        """Raise EngineUnavailable if no engine has been ready yet. `read` waits while engines restart."""

    async def read(self, request: ReadRequest) -> Page:
        """The page of a picture. Raises OcrError."""


@dataclass(slots=True, eq=False)
class _Engine:
    """One engine: its connection, its state, and the number of this process's calls that it holds."""

    channel: grpc.aio.Channel
    read: ReadCall
    is_connected: bool = False
    calls: int = 0


@dataclass(slots=True)
class EngineClient:
    """Reads pictures on the connected engine that holds the fewest calls of this process."""

    addresses: Sequence[str]
    _engines: list[_Engine] = field(default_factory=list)
    _watchers: list["asyncio.Task[None]"] = field(default_factory=list)
    _poison: PoisonList = field(default_factory=PoisonList)
    _state_changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _has_been_ready: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether any engine is connected."""
        return any(engine.is_connected for engine in self._engines)

    def check(self) -> None:
        """Raise EngineUnavailable if no engine has been connected yet."""
        if not self._has_been_ready:
            raise EngineUnavailable

    async def open(self) -> None:
        """Open a channel to every engine and start to watch its state."""
        for address in self.addresses:
            channel = grpc.aio.insecure_channel(address, OPTIONS)
            engine = _Engine(channel, channel.unary_stream(READ_METHOD, None, None))
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
        was_accepted = False
        while True:
            engine = await self._least_busy(request.deadline)
            exclusive = self._poison.is_suspect(request.data)
            try:
                page = decode_answer(await _call(engine, request, exclusive=exclusive))
            except _EngineCrashed as crash:
                was_accepted = True
                self._record_crash(request, crash, exclusive=exclusive)
            except EngineBusy as busy:
                if not was_accepted:
                    raise
                # A request is not refused just because the engine that had accepted it crashed.
                await asyncio.sleep(busy.retry_after)
            else:
                if exclusive:
                    self._poison.clear(request.data)
                return page

    def _record_crash(self, request: ReadRequest, crash: _EngineCrashed, *, exclusive: bool) -> None:
        log.warning("an engine died", over_this_picture=crash.at_risk, alone=exclusive)
        if crash.at_risk:
            self._poison.record_crash(request.data, exclusive=exclusive)

    async def _least_busy(self, deadline: float) -> _Engine:
        try:
            async with asyncio.timeout(deadline - monotonic()), self._state_changed:
                await self._state_changed.wait_for(lambda: self.is_ready)
        except TimeoutError as error:
            raise DeadlineExceeded from error
        return min((each for each in self._engines if each.is_connected), key=lambda each: each.calls)

    async def _watch(self, engine: _Engine) -> None:
        """Update `is_connected` at every change of the connection, and reconnect."""
        while True:
            state = engine.channel.get_state(try_to_connect=True)
            engine.is_connected = state == grpc.ChannelConnectivity.READY
            if engine.is_connected and not self._has_been_ready:
                self._has_been_ready = True
                log.info("ready")
            async with self._state_changed:
                self._state_changed.notify_all()
            await engine.channel.wait_for_state_change(state)


async def _call(engine: _Engine, request: ReadRequest, *, exclusive: bool) -> bytes:
    """The engine's encoded answer. Raises _EngineCrashed, or an error of STATUS_ERRORS."""
    metadata = encode_call(Call(request.options, exclusive))
    at_risk, answer = False, b""
    engine.calls += 1
    try:
        call = engine.read(request.data, timeout=request.deadline - monotonic(), metadata=metadata)
        async for message in call:
            if message in (AT_RISK, SAFE):
                at_risk = message == AT_RISK
            else:
                answer = message
    except grpc.aio.AioRpcError as error:
        if error.code() == grpc.StatusCode.UNAVAILABLE:
            raise _EngineCrashed(at_risk=at_risk) from error
        if error.code() in STATUS_ERRORS:
            raise STATUS_ERRORS[error.code()] from error
        raise
    finally:
        engine.calls -= 1
    return answer
