"""The engine's end of the wire: it answers over gRPC, on a unix socket or over TCP."""

import asyncio
import signal
from time import monotonic

import grpc
import structlog

from service.engine.engine import Engine
from service.engine.entry import Entry
from service.engine.solitude import Solitude
from service.engine.wire import BEGUN, READ, SIZES, pack_error, pack_page, unpack_question
from service.errors import OcrError

log = structlog.get_logger()

GRACE_SECONDS = 70.0
"""More than any deadline that an HTTP worker gives."""

OPTIONS = (
    *SIZES,
    ("grpc.so_reuseport", 0),
)


class Reading(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # of the stubs alone
    """The one method: a picture in, a page or an error out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._solitude = Solitude()

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[bytes, bytes] | None":
        """What serves a method, None for any other than the one."""
        if handler_call_details.method != READ:
            return None
        return grpc.unary_unary_rpc_method_handler(self._read)

    async def _read(self, message: bytes, context: grpc.aio.ServicerContext[bytes, bytes]) -> bytes:
        """The answer. Whoever gives up cancels this, and the entry with it."""
        data, options, alone = unpack_question(message)
        entry = Entry(data, options, monotonic() + (context.time_remaining() or 0))
        try:
            async with self._solitude.entered(alone=alone):
                await context.send_initial_metadata((BEGUN,))
                return pack_page(await asyncio.wrap_future(self._engine.submit(entry)))
        except OcrError as error:
            return pack_error(error)


async def answer(engine: Engine, address: str) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was accepted."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    server = grpc.aio.server(options=OPTIONS)
    server.add_generic_rpc_handlers((Reading(engine),))
    server.add_insecure_port(address)
    await server.start()
    log.info("engine ready", address=address)
    await stopping.wait()
    await server.stop(GRACE_SECONDS)
