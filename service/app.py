"""The composition root of an HTTP worker."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

import structlog
from fastapi import FastAPI
from gunicorn.arbiter import Arbiter

from service.api import iam, ops, recognition
from service.api.auth import Keyring
from service.api.docs import install_docs
from service.api.edge import Edge
from service.api.faults import install_faults
from service.api.intake import Intake
from service.api.logins import Logins
from service.api.state import State
from service.api.throttle import Throttle
from service.credentials import Credentials
from service.engine.config import EngineConfig
from service.engine.opening import open_engine
from service.logs import configure_logs
from service.settings import Settings
from service.source import Source

log = structlog.get_logger()


def create_app(settings: Settings, credentials: Credentials) -> FastAPI:
    """An app that answers at once and reads as soon as its models are loaded and warmed.

    The credentials may come from a file beside the settings; they hold a signing key.
    """
    source = Source(settings.url_networks)
    state = State(
        Keyring(credentials),
        Logins(credentials.users),
        Throttle(settings.call_limit()),
        Intake(),
        Intake(),
        source,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logs()
        opening = asyncio.create_task(_open(state, settings.engine()))
        yield
        await opening
        source.close()
        if state.opened is not None:
            await asyncio.to_thread(state.opened.close)

    app = FastAPI(
        title="Wangtu OCR",
        version=version("wangtu-ocr"),
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.state.shared = state
    for part in (recognition, iam, ops):
        app.include_router(part.router)
    install_docs(app)
    install_faults(app)
    app.add_middleware(Edge)
    return app


async def _open(state: State, config: EngineConfig) -> None:
    try:
        state.opened = await asyncio.to_thread(open_engine, config)
    except Exception:
        # A worker without models can never serve: it must go, loudly, and its owner decides what next.
        log.critical("the models could not be loaded", exc_info=True)
        os._exit(Arbiter.WORKER_BOOT_ERROR)
    log.info("ready", runtime=config.runtime, models=config.models, threads=config.threads)
