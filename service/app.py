"""The composition root of an HTTP worker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from service.api.auth.logins import Logins
from service.api.auth.schemes import Keyring
from service.api.auth.throttle import Throttle
from service.api.endpoints import iam, ops, recognition
from service.api.endpoints.docs import install_docs
from service.api.faults import install_faults
from service.api.http.body_budget import Intake
from service.api.http.middleware import Edge
from service.api.state import State
from service.credentials import Credentials
from service.download.source import Source
from service.process.logs import configure_logs
from service.rpc.client import EngineClient
from service.settings import Settings


def create_app(settings: Settings, credentials: Credentials) -> FastAPI:
    """An app that answers at once and reads as soon as an engine is there.

    The credentials may come from a file beside the settings; they hold a signing key.
    """
    source = Source(settings.url_networks)
    engine = EngineClient(settings.engines)
    state = State(
        Keyring(credentials),
        Logins(credentials.users),
        Throttle(settings.call_limit()),
        Intake(),
        Intake(),
        source,
        engine,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logs()
        await engine.open()
        yield
        source.close()
        await engine.close()

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
