"""A gRPC server in place of engines. Each call follows one step of a script."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import grpc

from models.page import Page
from service.errors import EngineBusy, OcrError
from service.request import ReadOptions, ReadRequest
from service.rpc.client import EngineClient
from service.rpc.messages import AT_RISK, SAFE, decode_call, encode_error, encode_page

Context = grpc.aio.ServicerContext[bytes, bytes]
Behaviour = Callable[[Context], Awaitable[bytes]]

PAGE = Page(30, 20, ())


async def reads(_: Context) -> bytes:
    return encode_page(PAGE)


async def crashes_elsewhere(context: Context) -> bytes:
    """The picture was opened and waits while the engine crashes."""
    await context.write(AT_RISK)
    await context.write(SAFE)
    return await _crash(context)


async def _crash(context: Context) -> bytes:
    await context.abort(grpc.StatusCode.UNAVAILABLE, "gone")
    raise AssertionError


async def crashes(context: Context) -> bytes:
    await context.write(AT_RISK)
    return await _crash(context)


async def crashes_after_waiting(context: Context) -> bytes:
    await context.write(AT_RISK)
    await context.write(SAFE)
    return await crashes(context)


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


class FakeEngines(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Stands for all engines of a client. Each call takes the next behaviour of the script.

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
        return grpc.unary_stream_rpc_method_handler(self._read)

    async def _read(self, _: bytes, context: Context) -> None:
        self.exclusive.append(decode_call(context.invocation_metadata() or ()).exclusive)
        async with self._called:
            self._called.notify_all()
        await context.write(await self.script.pop(0)(context))


@asynccontextmanager
async def served(folder: Path, *script: Behaviour) -> AsyncIterator[tuple[EngineClient, FakeEngines]]:
    """A client that is connected to fake engines with this script."""
    address, engines = f"unix:{folder}/engine.sock", FakeEngines(list(script))
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


def request(data: bytes = b"a picture") -> ReadRequest:
    return ReadRequest(data, ReadOptions(), monotonic() + 10)
