"""The HTTP server: gunicorn around its workers."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from gunicorn.app.base import BaseApplication
from uvicorn_worker import UvicornWorker

from service.api.endpoints.recognition import ANSWER_WITHIN
from service.api.http.protocol import Protocol
from service.process.garbage import keep_what_is_here
from service.process.logs import STANDARD_LOGS

KEEP_ALIVE_SECONDS = 75
"""How long an idle connection stays open: longer than pooled clients and proxies usually keep theirs."""

GRACE_SECONDS = round(ANSWER_WITHIN) + 10
"""Time to finish what was accepted after a SIGTERM; a little more than a request may take."""


class HttpWorker(UvicornWorker):  # type: ignore[misc]  # no types either
    """One uvicorn loop; the request log is the app's own."""

    # On h11, because httptools loses the body of a request that offers to upgrade to HTTP/2 and takes headers
    # of any size.
    CONFIG_KWARGS = {  # noqa: RUF012  # uvicorn's own way of being configured
        "http": Protocol,
        "ws": "none",
        "loop": "uvloop",
        "access_log": False,
        "server_header": False,
    }


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with one worker, which it starts again should anything take it down."""

    def __init__(self, host: str, port: int, create: Callable[[], FastAPI]) -> None:
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._create = create
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn asks for its options."""
        options: dict[str, Any] = {
            "bind": self._bind,
            "workers": 1,
            "worker_class": HttpWorker,
            "timeout": 120,
            "graceful_timeout": GRACE_SECONDS,
            "keepalive": KEEP_ALIVE_SECONDS,
            "loglevel": "warning",
            "logconfig_dict": STANDARD_LOGS,
            "proc_name": "wangtu",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> FastAPI:
        """Gunicorn asks for the app, after the fork: threads and models do not survive one."""
        app = self._create()
        keep_what_is_here()
        return app
