"""Runs the HTTP server: gunicorn, which supervises one uvicorn worker."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import FastAPI
from gunicorn.app.base import BaseApplication
from uvicorn_worker import UvicornWorker

from service.api.endpoints.recognition import ANSWER_WITHIN
from service.api.http.connection_limit import ConnectionLimit
from service.api.http.protocol import Protocol
from service.process.allocator import return_large_blocks_to_system
from service.process.descriptors import most_connections, raise_descriptor_limit
from service.process.garbage import freeze_loaded_objects
from service.process.logs import STANDARD_LOGS
from service.process.orphan import end_with_parent
from service.process.privileges import give_up_privileges

KEEP_ALIVE_SECONDS = 75
"""Time for which an idle connection stays open.

It is longer than that of most connection pools and proxies, so that the client closes first.
"""

GRACE_SECONDS = round(ANSWER_WITHIN) + 10
"""Time to finish accepted requests after a SIGTERM: 10 s more than the longest request."""


HANGING_SECONDS = 6
"""Time without a heartbeat of the worker after which gunicorn kills and restarts it."""

BEAT_SECONDS = 1.0
"""Time between two heartbeats. They come from the event loop, which no handler keeps for a second."""


class HttpWorker(UvicornWorker):  # type: ignore[misc]  # uvicorn_worker has no types
    """A uvicorn worker without an access log: the app logs its requests itself."""

    CONFIG_KWARGS = {  # noqa: RUF012  # as uvicorn_worker documents
        "ws": "none",
        "loop": "uvloop",
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # by default any process of this machine may name any client
    }

    async def _serve(self) -> None:
        """Serve, with a heartbeat of its own. uvicorn's depends on the number of turns of the event loop."""
        beating = asyncio.create_task(self._beat())
        await super()._serve()
        beating.cancel()

    async def _beat(self) -> None:
        while True:
            self.notify()
            await asyncio.sleep(BEAT_SECONDS)

    def init_process(self) -> None:
        """Start, and end when gunicorn ends. gunicorn's own workers check that, uvicorn's does not."""
        end_with_parent(self.ppid)
        return_large_blocks_to_system()
        limit = ConnectionLimit(most_connections(raise_descriptor_limit()))
        self.config.http = partial(Protocol, limit=limit)
        give_up_privileges()
        super().init_process()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with one worker, which it restarts whenever the worker ends."""

    def __init__(self, bind: str, create: Callable[[], FastAPI]) -> None:
        """`bind` is an address or the descriptor of a listening socket, see gunicorn's setting `bind`."""
        self._bind = bind
        self._create = create
        super().__init__()

    def load_config(self) -> None:
        """Sets the options of gunicorn."""
        options: dict[str, Any] = {
            "bind": self._bind,
            "workers": 1,
            "worker_class": HttpWorker,
            "timeout": HANGING_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "keepalive": KEEP_ALIVE_SECONDS,
            "loglevel": "warning",
            "logconfig_dict": STANDARD_LOGS,
            "control_socket_disable": True,  # it would be kept in the user's home
            "proc_name": "wangtu",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> FastAPI:
        """Creates the app. gunicorn calls this after the fork, because threads do not survive a fork."""
        app = self._create()
        freeze_loaded_objects()
        return app
