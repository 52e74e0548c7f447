"""Gives every request an id, an answer and one log line, also when its handler fails.

Own code: middleware packages add the id, but not the answer and the log line of a failed request.
"""

from time import monotonic
from uuid import uuid4

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.faults import INTERNAL_ERROR

log = structlog.get_logger()

REQUEST_ID_HEADER = b"x-request-id"

LOGGED_STATE = ("principal", "tried", "refused")
"""Attributes of the request state that are logged if set: the caller, the names of the
credentials that the request tried, and the error that refused it."""


class RequestMiddleware:
    """The outermost ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        with structlog.contextvars.bound_contextvars(request_id=answer.request_id):
            try:
                await self._app(scope, receive, answer.send)
            except Exception:  # last resort: any unexpected error is logged and answered with 500
                log.exception("unexpected")
                if answer.status is not None:
                    raise  # the answer has begun; the server can only close the connection
                await INTERNAL_ERROR.response(Request(scope))(scope, receive, answer.send)
            finally:
                state = scope.get("state", {})
                log.info(
                    "request",
                    method=scope["method"],
                    path=scope["path"],
                    client=client[0] if (client := scope.get("client")) else None,
                    status=answer.status,
                    milliseconds=answer.milliseconds(),
                    **{name: state[name] for name in LOGGED_STATE if name in state},
                )


class _Answer:
    """Forwards an answer and adds the request id to its headers. Records its status and duration."""

    def __init__(self, send: Send) -> None:
        self.request_id = uuid4().hex
        self.status: int | None = None
        self._send = send
        self._started = monotonic()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (REQUEST_ID_HEADER, self.request_id.encode())]
        await self._send(message)

    def milliseconds(self) -> float:
        return round(1000 * (monotonic() - self._started), 1)
