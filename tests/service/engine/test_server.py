"""The gRPC server: the progress of pictures, refusals, and the limit of calls."""

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
from service.rpc.messages import AT_RISK, READ_METHOD, SAFE, Call, decode_answer, encode_call
from tests.service.engine.fakes import FakeStages, picture_file

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]

ReadCall = grpc.aio.UnaryStreamCall[bytes, bytes]


@asynccontextmanager
async def _served(engine: Engine, folder: Path) -> AsyncIterator[grpc.aio.Channel]:
    address = f"unix:{folder}/engine.sock"
    serving = server.server_on(engine, address)
    await serving.start()
    async with grpc.aio.insecure_channel(address) as channel:
        yield channel
    await serving.stop(None)


def _read(channel: grpc.aio.Channel, data: bytes) -> ReadCall:
    return channel.unary_stream(READ_METHOD, None, None)(
        data, timeout=10, metadata=encode_call(Call(ReadOptions(), exclusive=False))
    )


async def _progress(call: ReadCall, messages: int) -> list[object]:
    """The next messages of a call."""
    return [await call.read() for _ in range(messages)]


async def _page(call: ReadCall) -> Page:
    answer: object = AT_RISK
    while answer in (AT_RISK, SAFE):
        answer = await call.read()
    assert isinstance(answer, bytes)
    return decode_answer(answer)


async def _widths(calls: Sequence[ReadCall]) -> list[int]:
    return [(await _page(call)).width for call in calls]


async def test_a_picture_is_at_risk_while_it_is_opened_or_decoded_and_safe_while_it_waits(
    engine: Engine, stages: FakeStages, tmp_path: Path
) -> None:
    """Of three pictures one is being decoded. The others wait in the lane or before they are decoded."""
    for stage in ("decode", "detect"):
        stages.block(stage)
    async with _served(engine, tmp_path) as channel:
        calls = [_read(channel, picture_file(width)) for width in (30, 31, 32)]
        assert [await _progress(call, 2) for call in calls] == [[AT_RISK, SAFE]] * 3
        decoding = [asyncio.create_task(_progress(call, 1)) for call in calls]
        stages.release("decode", 1)
        await asyncio.wait(decoding, return_when=asyncio.FIRST_COMPLETED)

        assert [task.result() for task in decoding if task.done()] == [[AT_RISK]]

        stages.release_all()
        assert await asyncio.gather(*decoding) == [[AT_RISK]] * 3
        assert await _widths(calls) == [30, 31, 32]


async def test_a_refused_picture_was_at_risk_while_it_was_opened(engine: Engine, tmp_path: Path) -> None:
    async with _served(engine, tmp_path) as channel:
        call = _read(channel, b"no picture")

        assert await _progress(call, 1) == [AT_RISK]
        with pytest.raises(UnsupportedFormat):
            await _page(call)


async def test_only_calls_beyond_the_limit_are_refused(
    engine: Engine, stages: FakeStages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_CALLS", 2)
    stages.block("decode")
    async with _served(engine, tmp_path) as channel:
        running = [_read(channel, picture_file(width)) for width in (30, 31)]
        for _ in running:
            await asyncio.to_thread(stages.next_started)
        with pytest.raises(grpc.aio.AioRpcError) as refusal:
            await _page(_read(channel, picture_file(32)))
        stages.release_all()

        assert refusal.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
        assert await _widths(running) == [30, 31]
        assert await _widths([_read(channel, picture_file(33))]) == [33]
