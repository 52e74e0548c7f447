"""The engine's end of the wire: it answers over gRPC, on a unix socket or over TCP."""

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
from service.rpc.messages import BEGUN, READ, SIZES, pack_error, pack_page, unpack_how

log = structlog.get_logger()

GRACE_SECONDS = 70.0
"""More than any deadline that an HTTP worker gives."""

MOST_CALLS = MOST_PAGES
"""At once; gRPC refuses the next with RESOURCE_EXHAUSTED before it takes its message. The bytes of a picture
that was let in are counted there; one that is still at the door is its message and no more, for a millisecond
or so, and of those there are so many at most."""

OPTIONS = (
    *SIZES,
    ("grpc.so_reuseport", 0),
)


Context = grpc.aio.ServicerContext[bytes, bytes]


class Reading(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # of the stubs alone
    """The one method: a picture in, a page or an error out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[bytes, bytes] | None":
        """What serves a method, None for any other than the one."""
        if handler_call_details.method != READ:
            return None
        return grpc.unary_unary_rpc_method_handler(self._read)

    async def _read(self, data: bytes, context: Context) -> bytes:
        """The answer. Whoever gives up cancels this, and the entry with it."""
        options, alone = unpack_how(context.invocation_metadata() or ())
        entry = ReadRequest(data, options, monotonic() + (context.time_remaining() or 0))
        try:
            reading = self._engine.submit(entry, alone=alone, begin=_announcing(context, entry.deadline))
            return pack_page(await asyncio.wrap_future(reading))
        except OcrError as error:
            return pack_error(error)


def _announcing(context: Context, deadline: float) -> Callable[[], None]:
    """What says, from any thread, that native code is about to touch the picture.

    It returns when that is on the wire, for what follows may be the end of the process. Raises CallerGone.
    """
    loop = asyncio.get_running_loop()

    async def send() -> None:
        await context.send_initial_metadata((BEGUN,))

    def announce() -> None:
        sending = asyncio.run_coroutine_threadsafe(send(), loop)
        try:
            sending.result(deadline - monotonic())
        except (grpc.aio.BaseError, CancelledError, TimeoutError) as error:
            raise CallerGone from error

    return announce


def server_on(engine: Engine, address: str) -> grpc.aio.Server:
    """What answers there, once it is started."""
    server = grpc.aio.server(options=OPTIONS, maximum_concurrent_rpcs=MOST_CALLS)
    server.add_generic_rpc_handlers((Reading(engine),))
    server.add_insecure_port(address)
    return server


async def answer(engine: Engine, address: str) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was accepted."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    server = server_on(engine, address)
    await server.start()
    log.info("engine ready", address=address)
    await stopping.wait()
    await server.stop(GRACE_SECONDS)
