"""The HTTP server: gunicorn around an HTTP worker that holds the engine."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from gunicorn.app.base import BaseApplication
from uvicorn_worker import UvicornWorker

GRACE_SECONDS = 70
"""Time to finish what was accepted after a SIGTERM; a little more than a request may take."""


class HttpWorker(UvicornWorker):  # type: ignore[misc]  # no types either
    """One uvicorn loop; the request log is the app's own."""

    CONFIG_KWARGS = {"http": "httptools", "loop": "uvloop", "access_log": False, "server_header": False}  # noqa: RUF012


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with one worker, which it starts again should native code take it down."""

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
            "loglevel": "warning",
            "proc_name": "wangtu",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> FastAPI:
        """Gunicorn asks for the app, after the fork: threads and models do not survive one."""
        return self._create()
