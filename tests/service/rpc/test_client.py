"""The client with engines that crash, refuse, hang or are full. Each call follows one step of a script."""

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
from service.rpc.messages import NATIVE_CODE_STARTED, decode_call, encode_error, encode_page

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]

Context = grpc.aio.ServicerContext[bytes, bytes]
Behaviour = Callable[[Context], Awaitable[bytes]]

PAGE = Page(30, 20, ())


async def reads(_: Context) -> bytes:
    return encode_page(PAGE)


async def crashes_before_native_code(context: Context) -> bytes:
    await context.abort(grpc.StatusCode.UNAVAILABLE, "gone")
    raise AssertionError


async def crashes(context: Context) -> bytes:
    await context.send_initial_metadata((NATIVE_CODE_STARTED,))
    return await crashes_before_native_code(context)


async def never_answers(_: Context) -> bytes:
    await asyncio.Event().wait()
    raise AssertionError


async def is_full(context: Context) -> bytes:
    await context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "full")
    raise AssertionError


def refuses(error: OcrError) -> Behaviour:
    async def refuse(_: Context) -> bytes:
        return encode_error(error)

    return refuse


BUSY = refuses(EngineBusy(0))


class Engines(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # of the stubs alone
    """Fake engines at one address. Each call takes the next behaviour of the script.

    `exclusive` records for each call whether it was exclusive.
    """

    def __init__(self, script: list[Behaviour]) -> None:
        self.script = script
        self.exclusive: list[bool] = []
        self._called = asyncio.Condition()

    async def until_called(self, times: int) -> None:
        async with self._called:
            await self._called.wait_for(lambda: len(self.exclusive) >= times)

    def service(self, _: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes]":
        return grpc.unary_unary_rpc_method_handler(self._read)

    async def _read(self, _: bytes, context: Context) -> bytes:
        self.exclusive.append(decode_call(context.invocation_metadata() or ()).exclusive)
        async with self._called:
            self._called.notify_all()
        return await self.script.pop(0)(context)


@asynccontextmanager
async def _served(folder: Path, *script: Behaviour) -> AsyncIterator[tuple[EngineClient, Engines]]:
    address, engines = f"unix:{folder}/engine.sock", Engines(list(script))
    server = grpc.aio.server(handlers=(engines,))
    server.add_insecure_port(address)
    await server.start()
    client = EngineClient([address])
    await client.open()
    async with grpc.aio.insecure_channel(address) as channel:
        await channel.channel_ready()
    while not client.is_ready:  # noqa: ASYNC110  # the client has no event for it
        await asyncio.sleep(0)
    try:
        yield client, engines
    finally:
        await client.close()
        await server.stop(None)


def _request(data: bytes = b"a picture") -> ReadRequest:
    return ReadRequest(data, ReadOptions(), monotonic() + 10)


async def test_a_picture_that_only_waited_during_crashes_is_resent_and_never_a_suspect(
    tmp_path: Path,
) -> None:
    async with _served(tmp_path, *[crashes_before_native_code] * 5, reads) as (client, engines):
        assert (await client.read(_request())).width == PAGE.width
    assert engines.exclusive == [False] * 6


async def test_a_suspect_is_read_exclusively_and_then_cleared(tmp_path: Path) -> None:
    async with _served(tmp_path, crashes, reads, reads) as (client, engines):
        for _ in range(2):
            assert (await client.read(_request())).width == PAGE.width
    assert engines.exclusive == [False, True, False]


async def test_a_picture_that_crashes_two_engines_is_refused_from_then_on(tmp_path: Path) -> None:
    async with _served(tmp_path, crashes, crashes, reads) as (client, engines):
        for _ in range(2):
            with pytest.raises(DeadlyImage):
                await client.read(_request())
        assert (await client.read(_request(b"another"))).width == PAGE.width
    assert engines.exclusive == [False, True, False]


async def test_a_suspect_that_only_waited_during_a_crash_is_not_poison(tmp_path: Path) -> None:
    async with _served(tmp_path, crashes, crashes_before_native_code, crashes_before_native_code, reads) as (
        client,
        engines,
    ):
        assert (await client.read(_request())).width == PAGE.width
    assert engines.exclusive == [False, True, True, True]


async def test_a_picture_stays_a_suspect_when_its_caller_disconnects(tmp_path: Path) -> None:
    """Otherwise a caller that retries could crash two engines with each attempt."""
    async with _served(tmp_path, crashes, never_answers, crashes) as (client, engines):
        first = asyncio.create_task(client.read(_request()))
        await engines.until_called(2)
        first.cancel()
        with pytest.raises(DeadlyImage):
            await client.read(_request())
    assert engines.exclusive == [False, True, True]


async def test_a_read_together_with_other_pictures_does_not_clear_a_suspect(tmp_path: Path) -> None:
    read_on = asyncio.Event()

    async def reads_later(context: Context) -> bytes:
        await read_on.wait()
        return await reads(context)

    async with _served(tmp_path, reads_later, crashes, never_answers, reads) as (client, engines):
        copy = asyncio.create_task(client.read(_request()))
        await engines.until_called(1)
        suspect = asyncio.create_task(client.read(_request()))
        await engines.until_called(3)
        read_on.set()
        await copy
        suspect.cancel()
        await client.read(_request())
    assert engines.exclusive == [False, False, True, True]


async def test_a_second_caller_with_a_poison_picture_is_refused_without_a_call(tmp_path: Path) -> None:
    is_poison = asyncio.Event()

    async def crashes_before_the_copy_is_decoded(context: Context) -> bytes:
        await is_poison.wait()
        return await crashes_before_native_code(context)

    script = (crashes, crashes, crashes, crashes_before_the_copy_is_decoded)
    async with _served(tmp_path, *script) as (client, engines):
        reads_ = [asyncio.create_task(client.read(_request())) for _ in range(2)]
        await asyncio.wait(reads_, return_when=asyncio.FIRST_COMPLETED)
        is_poison.set()
        results = await asyncio.gather(*reads_, return_exceptions=True)
    assert [type(outcome) for outcome in results] == [DeadlyImage] * 2
    assert engines.exclusive == [False, False, True, True]


async def test_a_refusal_does_not_clear_a_suspect(tmp_path: Path) -> None:
    broken = refuses(UnsupportedFormat("broken"))
    async with _served(tmp_path, crashes, BUSY, broken, reads, reads) as (client, engines):
        with pytest.raises(UnsupportedFormat):
            await client.read(_request())
        for _ in range(2):
            await client.read(_request())
    assert engines.exclusive == [False, True, True, True, False]


async def test_a_request_that_survived_a_crash_is_retried_until_an_engine_is_free(tmp_path: Path) -> None:
    async with _served(tmp_path, crashes_before_native_code, BUSY, BUSY, reads, BUSY) as (client, _):
        assert (await client.read(_request())).width == PAGE.width
        with pytest.raises(EngineBusy):
            await client.read(_request())


async def test_an_engine_at_its_call_limit_is_busy(tmp_path: Path) -> None:
    async with _served(tmp_path, is_full) as (client, _):
        with pytest.raises(EngineBusy):
            await client.read(_request())
