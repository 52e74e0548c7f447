"""The gRPC server of an engine, on a unix socket or over TCP."""

import asyncio
import signal
from time import monotonic

import grpc
import structlog

from service.engine.engine import MOST_PAGES, Engine
from service.engine.streamed_progress import StreamedProgress
from service.errors import OcrError
from service.process.heartbeat import send_beats
from service.request import ReadRequest
from service.rpc.messages import (
    READ_METHOD,
    SIZE_LIMITS,
    Call,
    decode_call,
    encode_error,
    encode_page,
)

log = structlog.get_logger()

GRACE_SECONDS = 70.0
"""Seconds for which a shutdown waits for running calls. Longer than any deadline that the HTTP side sets."""

MOST_CALLS = MOST_PAGES
"""Concurrent calls. gRPC refuses further calls with RESOURCE_EXHAUSTED before it receives their messages.
This bounds the memory of messages whose pages are not admitted yet. Admission counts the other messages."""

OPTIONS = (
    *SIZE_LIMITS,
    ("grpc.so_reuseport", 0),
    # Clients ping every second, see `service.rpc.client.OPTIONS`. gRPC's default is to refuse that.
    ("grpc.http2.min_ping_interval_without_data_ms", 500),
    ("grpc.http2.max_ping_strikes", 0),
)

Context = grpc.aio.ServicerContext[bytes, bytes]


class ReadHandler(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Serves the read method: a picture file in, its progress and then a page or an error out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[bytes, bytes] | None":
        """The handler of the read method. For any other method None, which gRPC answers as UNIMPLEMENTED."""
        if handler_call_details.method != READ_METHOD:
            return None
        return grpc.unary_stream_rpc_method_handler(self._read)

    async def _read(self, data: bytes, context: Context) -> None:
        """Send the answer. If the client hangs up, this coroutine is cancelled, and with it the page."""
        call = await _decoded(context)
        deadline = monotonic() + (context.time_remaining() or 0)
        request = ReadRequest(data, call.options, deadline, call.caller)
        await context.write(await self._answer(request, call, context))

    async def _answer(self, request: ReadRequest, call: Call, context: Context) -> bytes:
        progress = StreamedProgress(request.deadline)
        try:
            page = asyncio.wrap_future(
                self._engine.submit(request, exclusive=call.exclusive, progress=progress)
            )
            try:
                await progress.send_until(page, context.write)
            finally:
                page.cancel()
            return encode_page(page.result())
        except OcrError as error:
            return encode_error(error)


async def _decoded(context: Context) -> Call:
    """Decode the metadata of a gRPC call. If they do not match the schema, abort it with INVALID_ARGUMENT."""
    try:
        return decode_call(context.invocation_metadata() or ())
    except ValueError as error:
        await context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        raise AssertionError("abort raises") from error


def server_on(engine: Engine, address: str) -> grpc.aio.Server:
    """A server for this engine at this address, not started yet."""
    server = grpc.aio.server(options=OPTIONS, maximum_concurrent_rpcs=MOST_CALLS)
    server.add_generic_rpc_handlers((ReadHandler(engine),))
    server.add_insecure_port(address)
    return server


async def serve(engine: Engine, address: str, heartbeat: int | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then finish the running calls.

    `heartbeat` is a pipe to the supervisor, see `service.process.heartbeat`.
    """
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    server = server_on(engine, address)
    await server.start()
    log.info("engine ready", address=address)
    beating = None if heartbeat is None else asyncio.create_task(send_beats(heartbeat))
    await stopping.wait()
    await server.stop(GRACE_SECONDS)
    if beating is not None:
        beating.cancel()
