"""The gRPC server of an engine, on a unix socket or over TCP."""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import CancelledError
from time import monotonic

import grpc
import structlog

from service.engine.engine import MOST_PAGES, Engine
from service.errors import CallerGone, OcrError
from service.request import ReadRequest
from service.rpc.messages import (
    NATIVE_CODE_STARTED,
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
)

Context = grpc.aio.ServicerContext[bytes, bytes]


class ReadHandler(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Serves the read method: a picture file in, a page or an error out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[bytes, bytes] | None":
        """The handler of the read method. For any other method None, which gRPC answers as UNIMPLEMENTED."""
        if handler_call_details.method != READ_METHOD:
            return None
        return grpc.unary_unary_rpc_method_handler(self._read)

    async def _read(self, data: bytes, context: Context) -> bytes:
        """The encoded answer. If the client hangs up, this coroutine is cancelled, and with it the page."""
        call = await _decoded(context)
        request = ReadRequest(data, call.options, monotonic() + (context.time_remaining() or 0))
        announce = _announcement(context, request.deadline)
        try:
            page = self._engine.submit(request, exclusive=call.exclusive, before_decoding=announce)
            return encode_page(await asyncio.wrap_future(page))
        except OcrError as error:
            return encode_error(error)


async def _decoded(context: Context) -> Call:
    """Decode the metadata of a gRPC call. If they do not match the schema, abort it with INVALID_ARGUMENT."""
    try:
        return decode_call(context.invocation_metadata() or ())
    except ValueError as error:
        await context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        raise AssertionError("abort raises") from error


def _announcement(context: Context, deadline: float) -> Callable[[], None]:
    """A function that tells the client, from any thread, that native code is about to touch the picture.

    The function returns once the metadata are sent, because the process may crash right afterwards. It raises
    CallerGone if they cannot be sent.
    """
    loop = asyncio.get_running_loop()

    async def send() -> None:
        await context.send_initial_metadata((NATIVE_CODE_STARTED,))

    def announce() -> None:
        sending = asyncio.run_coroutine_threadsafe(send(), loop)
        try:
            sending.result(deadline - monotonic())
        except (grpc.aio.BaseError, CancelledError, TimeoutError) as error:
            raise CallerGone from error

    return announce


def server_on(engine: Engine, address: str) -> grpc.aio.Server:
    """A server for this engine at this address, not started yet."""
    server = grpc.aio.server(options=OPTIONS, maximum_concurrent_rpcs=MOST_CALLS)
    server.add_generic_rpc_handlers((ReadHandler(engine),))
    server.add_insecure_port(address)
    return server


async def serve(engine: Engine, address: str) -> None:
    """Serve until SIGTERM or SIGINT, then finish the running calls."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    server = server_on(engine, address)
    await server.start()
    log.info("engine ready", address=address)
    await stopping.wait()
    await server.stop(GRACE_SECONDS)
