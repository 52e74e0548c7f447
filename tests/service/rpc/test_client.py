"""What the HTTP worker makes of engines that die, refuse or are full: they do as they are told here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import grpc
import pytest

from models.page import Page
from service.errors import DeadlyImage, EngineBusy, OcrError, UnsupportedFormat
from service.request import ReadOptions, ReadRequest
from service.rpc.client import EngineClient
from service.rpc.messages import BEGUN, pack_error, pack_page, unpack_how

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]

Context = grpc.aio.ServicerContext[bytes, bytes]
Deed = Callable[[Context], Awaitable[bytes]]

PAGE = Page(30, 20, ())


async def reads(_: Context) -> bytes:
    return pack_page(PAGE)


async def dies_before_it_began(context: Context) -> bytes:
    await context.abort(grpc.StatusCode.UNAVAILABLE, "gone")
    raise AssertionError


async def dies(context: Context) -> bytes:
    await context.send_initial_metadata((BEGUN,))
    return await dies_before_it_began(context)


async def never_answers(_: Context) -> bytes:
    await asyncio.Event().wait()
    raise AssertionError


async def is_full(context: Context) -> bytes:
    await context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "full")
    raise AssertionError


def refuses(error: OcrError) -> Deed:
    async def refuse(_: Context) -> bytes:
        return pack_error(error)

    return refuse


BUSY = refuses(EngineBusy(0))


class Engines(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # of the stubs alone
    """One after the other at the same address; notes which calls were to be read alone."""

    def __init__(self, deeds: list[Deed]) -> None:
        self.deeds = deeds
        self.alone: list[bool] = []
        self._called = asyncio.Condition()

    async def until_called(self, times: int) -> None:
        async with self._called:
            await self._called.wait_for(lambda: len(self.alone) >= times)

    def service(self, _: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes]":
        return grpc.unary_unary_rpc_method_handler(self._read)

    async def _read(self, _: bytes, context: Context) -> bytes:
        self.alone.append(unpack_how(context.invocation_metadata() or ())[1])
        async with self._called:
            self._called.notify_all()
        return await self.deeds.pop(0)(context)


@asynccontextmanager
async def _served(folder: Path, *deeds: Deed) -> AsyncIterator[tuple[EngineClient, Engines]]:
    address, engines = f"unix:{folder}/engine.sock", Engines(list(deeds))
    server = grpc.aio.server(handlers=(engines,))
    server.add_insecure_port(address)
    await server.start()
    client = EngineClient([address])
    await client.open()
    async with grpc.aio.insecure_channel(address) as channel:
        await channel.channel_ready()
    while not client.is_ready:  # noqa: ASYNC110  # it tells nobody when it becomes so
        await asyncio.sleep(0)
    try:
        yield client, engines
    finally:
        await client.close()
        await server.stop(None)


def _entry(data: bytes = b"a picture") -> ReadRequest:
    return ReadRequest(data, ReadOptions(), monotonic() + 10)


async def test_a_picture_that_was_just_waiting_when_engines_died_is_sent_again_and_never_suspected(
    tmp_path: Path,
) -> None:
    async with _served(tmp_path, *[dies_before_it_began] * 5, reads) as (client, engines):
        assert (await client.read(_entry())).width == PAGE.width
    assert engines.alone == [False] * 6


async def test_a_picture_that_an_engine_died_over_is_read_alone_and_then_cleared(tmp_path: Path) -> None:
    async with _served(tmp_path, dies, reads, reads) as (client, engines):
        for _ in range(2):
            assert (await client.read(_entry())).width == PAGE.width
    assert engines.alone == [False, True, False]


async def test_a_picture_that_takes_an_engine_down_twice_is_refused_for_good(tmp_path: Path) -> None:
    async with _served(tmp_path, dies, dies, reads) as (client, engines):
        for _ in range(2):
            with pytest.raises(DeadlyImage):
                await client.read(_entry())
        assert (await client.read(_entry(b"another"))).width == PAGE.width
    assert engines.alone == [False, True, False]


async def test_a_picture_that_waited_to_be_read_alone_is_not_blamed_for_another(tmp_path: Path) -> None:
    async with _served(tmp_path, dies, dies_before_it_began, dies_before_it_began, reads) as (
        client,
        engines,
    ):
        assert (await client.read(_entry())).width == PAGE.width
    assert engines.alone == [False, True, True, True]


async def test_a_picture_stays_suspected_when_its_caller_leaves_and_another_comes_with_it(
    tmp_path: Path,
) -> None:
    """Else whoever asks again and again kills once in company and once alone, each time anew."""
    async with _served(tmp_path, dies, never_answers, dies) as (client, engines):
        first = asyncio.create_task(client.read(_entry()))
        await engines.until_called(2)
        first.cancel()
        with pytest.raises(DeadlyImage):
            await client.read(_entry())
    assert engines.alone == [False, True, True]


async def test_a_picture_is_not_cleared_by_a_copy_that_is_read_beside_others(tmp_path: Path) -> None:
    read_on = asyncio.Event()

    async def reads_later(context: Context) -> bytes:
        await read_on.wait()
        return await reads(context)

    async with _served(tmp_path, reads_later, dies, never_answers, reads) as (client, engines):
        copy = asyncio.create_task(client.read(_entry()))
        await engines.until_called(1)
        suspect = asyncio.create_task(client.read(_entry()))
        await engines.until_called(3)
        read_on.set()
        await copy
        suspect.cancel()
        await client.read(_entry())
    assert engines.alone == [False, False, True, True]


async def test_a_picture_that_is_guilty_by_now_is_not_sent_for_the_next_who_has_it(tmp_path: Path) -> None:
    is_convicted = asyncio.Event()

    async def dies_before_the_copy_had_its_turn(context: Context) -> bytes:
        await is_convicted.wait()
        return await dies_before_it_began(context)

    deeds = (dies, dies, dies, dies_before_the_copy_had_its_turn)
    async with _served(tmp_path, *deeds) as (client, engines):
        asked = [asyncio.create_task(client.read(_entry())) for _ in range(2)]
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        is_convicted.set()
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [DeadlyImage] * 2
    assert engines.alone == [False, False, True, True]


async def test_a_refusal_clears_nobody(tmp_path: Path) -> None:
    broken = refuses(UnsupportedFormat("broken"))
    async with _served(tmp_path, dies, BUSY, broken, reads, reads) as (client, engines):
        with pytest.raises(UnsupportedFormat):
            await client.read(_entry())
        for _ in range(2):
            await client.read(_entry())
    assert engines.alone == [False, True, True, True, False]


async def test_what_an_engine_held_when_it_died_is_not_refused_by_the_next(tmp_path: Path) -> None:
    async with _served(tmp_path, dies_before_it_began, BUSY, BUSY, reads, BUSY) as (client, _):
        assert (await client.read(_entry())).width == PAGE.width
        with pytest.raises(EngineBusy):
            await client.read(_entry())


async def test_an_engine_that_takes_no_more_calls_is_busy(tmp_path: Path) -> None:
    async with _served(tmp_path, is_full) as (client, _):
        with pytest.raises(EngineBusy):
            await client.read(_entry())
