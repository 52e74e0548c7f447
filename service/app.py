"""The composition root of an HTTP worker."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from gunicorn.arbiter import Arbiter

from service.api import ops, web_image
from service.api.edge import Edge
from service.api.faults import install_faults
from service.api.state import State
from service.credentials import Credentials
from service.engine.config import EngineConfig
from service.engine.opening import open_engine
from service.logs import configure_logs

log = structlog.get_logger()


def create_app(credentials: Credentials, config: EngineConfig) -> FastAPI:
    """An app that answers at once and reads as soon as its models are loaded and warmed."""
    state = State(credentials)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logs()
        opening = asyncio.create_task(_open(state, config))
        yield
        await opening
        if state.opened is not None:
            await asyncio.to_thread(state.opened.close)

    app = FastAPI(
        title="Wangtu OCR", lifespan=lifespan, redirect_slashes=False, docs_url=None, redoc_url=None
    )
    app.state.shared = state
    app.include_router(web_image.router)
    app.include_router(ops.router)
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
