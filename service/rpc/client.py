"""The HTTP worker's end of the wire: it finds an engine, and another one where that dies."""

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
from service.rpc.messages import BEGUN, READ, SIZES, pack_how, unpack_answer
from service.rpc.poison import Suspects

log = structlog.get_logger()

OPTIONS = (
    *SIZES,
    # A new engine is there seconds after the old one died; gRPC's own patience grows to two minutes.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 500),
    ("grpc.enable_http_proxy", 0),
)


class _EngineDied(Exception):
    """The connection broke; `was_reading` says whether native code had this very picture in hand."""

    def __init__(self, *, was_reading: bool) -> None:
        super().__init__()
        self.was_reading = was_reading


REFUSALS: Mapping[grpc.StatusCode, type[OcrError]] = {
    grpc.StatusCode.DEADLINE_EXCEEDED: DeadlineExceeded,
    grpc.StatusCode.RESOURCE_EXHAUSTED: EngineBusy,  # see `server.MOST_CALLS`
}
"""What gRPC itself says in the engine's place."""


READY = grpc.ChannelConnectivity.READY

Call = Callable[..., "grpc.aio.UnaryUnaryCall[bytes, bytes]"]


class Reader(Protocol):
    """What reads pictures."""

    @property
    def is_ready(self) -> bool:
        """Whether it could begin to read one now."""

    def check(self) -> None:
        """Raises EngineUnavailable where it never could yet; one that is gone for a moment is waited for."""

    async def read(self, entry: ReadRequest) -> Page:
        """The page. Raises OcrError."""


@dataclass(slots=True, eq=False)
class _Line:
    """One engine: how it is called, whether it listens, and how many pictures it holds for this worker."""

    channel: grpc.aio.Channel
    read: Call
    listens: bool = False
    held: int = 0


@dataclass(slots=True)
class EngineClient:
    """Reads pictures on whichever engine has the least to do."""

    addresses: Sequence[str]
    _lines: list[_Line] = field(default_factory=list)
    _watching: list["asyncio.Task[None]"] = field(default_factory=list)
    _suspects: Suspects = field(default_factory=Suspects)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _has_been_ready: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether any engine listens."""
        return any(line.listens for line in self._lines)

    def check(self) -> None:
        """Raises EngineUnavailable while no engine was ever there."""
        if not self._has_been_ready:
            raise EngineUnavailable

    async def open(self) -> None:
        """Start to look for the engines."""
        for address in self.addresses:
            channel = grpc.aio.insecure_channel(address, OPTIONS)
            line = _Line(channel, channel.unary_unary(READ, None, None))
            self._lines.append(line)
            self._watching.append(asyncio.create_task(self._watch(line)))

    async def close(self) -> None:
        """Let go of them."""
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        for line in self._lines:
            await line.channel.close(None)

    async def read(self, entry: ReadRequest) -> Page:
        """The page, although engines may die meanwhile.

        Raises what the engine raises, EngineUnavailable where none was ever there, DeadlineExceeded, or
        DeadlyImage for a picture that takes the engine down.
        """
        self.check()
        is_known = False
        while True:
            line = await self._least_busy(entry.deadline)
            alone = self._suspects.is_suspected(entry.data)
            try:
                page = unpack_answer(await _ask(line, entry, alone=alone))
            except _EngineDied as died:
                is_known = True
                self._suspect(entry, died, alone=alone)
            except EngineBusy as busy:
                if not is_known:
                    raise
                await asyncio.sleep(busy.retry_after)  # it was let in once, and is not to pay for a death
            else:
                if alone:
                    self._suspects.clear(entry.data)
                return page

    def _suspect(self, entry: ReadRequest, died: _EngineDied, *, alone: bool) -> None:
        log.warning("an engine died", over_this_picture=died.was_reading, alone=alone)
        if died.was_reading:
            self._suspects.blame(entry.data, alone=alone)

    async def _least_busy(self, deadline: float) -> _Line:
        try:
            async with asyncio.timeout(deadline - monotonic()), self._changed:
                await self._changed.wait_for(lambda: self.is_ready)
        except TimeoutError as error:
            raise DeadlineExceeded from error
        return min((line for line in self._lines if line.listens), key=lambda line: line.held)

    async def _watch(self, line: _Line) -> None:
        """Follow whether an engine listens, and keep looking for it while it does not."""
        while True:
            state = line.channel.get_state(try_to_connect=True)
            line.listens = state == READY
            if line.listens and not self._has_been_ready:
                self._has_been_ready = True
                log.info("ready")
            async with self._changed:
                self._changed.notify_all()
            await line.channel.wait_for_state_change(state)


async def _ask(line: _Line, entry: ReadRequest, *, alone: bool) -> bytes:
    """The engine's answer. Raises _EngineDied, or what stands in REFUSALS."""
    how = pack_how(entry.options, alone=alone)
    line.held += 1
    try:
        return await line.read(entry.data, timeout=entry.deadline - monotonic(), metadata=how)
    except grpc.aio.AioRpcError as error:
        if error.code() == grpc.StatusCode.UNAVAILABLE:
            raise _EngineDied(was_reading=BEGUN in tuple(error.initial_metadata())) from error
        if error.code() in REFUSALS:
            raise REFUSALS[error.code()] from error
        raise
    finally:
        line.held -= 1
