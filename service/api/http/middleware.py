"""The edge of an HTTP worker: an id, an answer and a log line for every request, whatever happens inside."""

from time import monotonic
from uuid import uuid4

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.faults import UNEXPECTED

log = structlog.get_logger()

HEADER = b"x-request-id"

FACTS = ("principal", "refused")
"""What the endpoints may have found out: who called, and why it was refused."""


class Edge:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        with structlog.contextvars.bound_contextvars(request_id=answer.request_id):
            try:
                await self._app(scope, receive, answer.send)
            except Exception:  # the edge of the process: logged, answered, and no further
                log.exception("unexpected")
                if answer.status is not None:
                    raise  # an answer that has begun can only be cut off, and the server does that
                await UNEXPECTED.response(Request(scope))(scope, receive, answer.send)
            finally:
                known = scope.get("state", {})
                log.info(
                    "request",
                    method=scope["method"],
                    path=scope["path"],
                    status=answer.status,
                    milliseconds=answer.milliseconds(),
                    **{fact: known[fact] for fact in FACTS if fact in known},
                )


class _Answer:
    """Passes an answer on, with the request's id among its headers, and remembers its status."""

    def __init__(self, send: Send) -> None:
        self.request_id = uuid4().hex
        self.status: int | None = None
        self._send = send
        self._started = monotonic()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (HEADER, self.request_id.encode())]
        await self._send(message)

    def milliseconds(self) -> float:
        return round(1000 * (monotonic() - self._started), 1)
