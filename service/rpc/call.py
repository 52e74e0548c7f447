"""One call to an engine: a picture out, an encoded answer in."""

from collections.abc import Mapping
from time import monotonic

import grpc
import structlog

from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable, OcrError
from service.request import ReadRequest
from service.rpc.connection import Connection
from service.rpc.messages import AT_RISK, READ_METHOD, SAFE, Call, encode_call

log = structlog.get_logger()

STATUS_ERRORS: Mapping[grpc.StatusCode, type[OcrError]] = {
    grpc.StatusCode.DEADLINE_EXCEEDED: DeadlineExceeded,
    grpc.StatusCode.RESOURCE_EXHAUSTED: EngineBusy,  # see `server.MOST_CALLS`
}
"""gRPC status of a failed call → the error that it means. UNAVAILABLE means a crash, see `call`. Any other
status means EngineUnavailable: the engine has another version, or a defect that it has logged."""


class EngineCrashed(Exception):
    """The connection broke during a call. `at_risk`: whether code was touching the picture."""

    def __init__(self, *, at_risk: bool) -> None:
        super().__init__()
        self.at_risk = at_risk


async def call(engine: Connection, request: ReadRequest, *, exclusive: bool) -> bytes:
    """The engine's encoded answer. Raises EngineCrashed, an error of STATUS_ERRORS or EngineUnavailable."""
    metadata = encode_call(Call(request.options, exclusive, request.caller))
    at_risk, answer = False, b""
    engine.calls += 1
    stream = engine.read(request.data, timeout=request.deadline - monotonic(), metadata=metadata)
    try:
        async for message in stream:
            if message in (AT_RISK, SAFE):
                at_risk = message == AT_RISK
            else:
                answer = message
    except grpc.aio.AioRpcError as error:
        if error.code() == grpc.StatusCode.UNAVAILABLE:
            raise EngineCrashed(at_risk=at_risk) from error
        if error.code() not in STATUS_ERRORS:
            _record_defect(engine, error.code())
        raise STATUS_ERRORS.get(error.code(), EngineUnavailable)() from error
    finally:
        stream.cancel()  # gRPC does not, if this coroutine is cancelled before the call has begun
        engine.calls -= 1
    return answer


def _record_defect(engine: Connection, status: grpc.StatusCode) -> None:
    """Let an engine rest that answers with a status that it never should. Logged once for each rest."""
    if rest := engine.record_failure(monotonic()):
        log.error(
            "an engine has a defect or another version",
            engine=engine.address,
            status=status.name,
            our_method=READ_METHOD,
            seconds=rest,
        )
