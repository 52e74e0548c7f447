"""The engine's end of the wire: when it says that a picture is in work, and how many calls it takes."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import grpc
import pytest

from models.page import Page
from service.engine import server
from service.engine.engine import Engine
from service.errors import UnsupportedFormat
from service.request import ReadOptions
from service.rpc.messages import BEGUN, READ, pack_how, unpack_answer
from tests.service.engine.fakes import FakeStages, file_of

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]

Call = grpc.aio.UnaryStreamCall[bytes, bytes]
"""On the wire the same, but what the engine says first can be heard before its answer is there."""


@asynccontextmanager
async def _served(engine: Engine, folder: Path) -> AsyncIterator[grpc.aio.Channel]:
    address = f"unix:{folder}/engine.sock"
    serving = server.server_on(engine, address)
    await serving.start()
    async with grpc.aio.insecure_channel(address) as channel:
        yield channel
    await serving.stop(None)


def _ask(channel: grpc.aio.Channel, data: bytes) -> Call:
    return channel.unary_stream(READ, None, None)(
        data, timeout=10, metadata=pack_how(ReadOptions(), alone=False)
    )


async def _has_begun(call: Call) -> bool:
    return BEGUN in tuple(await call.initial_metadata())


async def _page(call: Call) -> Page:
    answer = await call.read()
    assert isinstance(answer, bytes)
    return unpack_answer(answer)


async def _widths(calls: Sequence[Call]) -> list[int]:
    return [(await _page(call)).width for call in calls]


async def test_a_picture_is_said_to_be_in_work_when_it_is_decoded_and_not_while_it_waits(
    engine: Engine, stages: FakeStages, tmp_path: Path
) -> None:
    """Of three pictures one is let to its decoder; the others stand before theirs, or in the lane."""
    for stage in ("decode", "detect"):
        stages.hold(stage)
    async with _served(engine, tmp_path) as channel:
        calls = [_ask(channel, file_of(width)) for width in (30, 31, 32)]
        begun = [asyncio.create_task(_has_begun(call)) for call in calls]
        stages.let("decode", 1)
        await asyncio.wait(begun, return_when=asyncio.FIRST_COMPLETED)

        assert [task.result() for task in begun if task.done()] == [True]

        stages.let_all()
        assert await _widths(calls) == [30, 31, 32]
        assert await asyncio.gather(*begun) == [True] * 3


async def test_a_picture_that_is_refused_was_never_in_work(engine: Engine, tmp_path: Path) -> None:
    async with _served(engine, tmp_path) as channel:
        call = _ask(channel, b"no picture")

        assert not await _has_begun(call)
        with pytest.raises(UnsupportedFormat):
            await _page(call)


async def test_calls_beyond_the_most_are_refused_and_no_others(
    engine: Engine, stages: FakeStages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_CALLS", 2)
    stages.hold("decode")
    async with _served(engine, tmp_path) as channel:
        inside = [_ask(channel, file_of(width)) for width in (30, 31)]
        for _ in inside:
            await asyncio.to_thread(stages.next_entered)
        with pytest.raises(grpc.aio.AioRpcError) as refusal:
            await _ask(channel, file_of(32)).read()
        stages.let_all()

        assert refusal.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
        assert await _widths(inside) == [30, 31]
        assert await _widths([_ask(channel, file_of(33))]) == [33]
