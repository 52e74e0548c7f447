"""Builds the FastAPI app of an HTTP worker from the settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.types import Lifespan
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from service.api.auth.credential_store import CredentialStore
from service.api.auth.in_flight import InFlight
from service.api.auth.logins import Logins
from service.api.auth.throttle import Throttle
from service.api.endpoints import iam, ops, recognition
from service.api.endpoints.docs import install_docs
from service.api.faults import install_error_handlers
from service.api.http.body_budget import BodyBudget
from service.api.http.middleware import RequestMiddleware
from service.api.http.refusal_pace import RefusalPace
from service.api.state import State
from service.credentials import Credentials
from service.download.source import Source
from service.process.allocator import keep_trimming
from service.process.logs import configure_logs
from service.rpc.client import EngineClient
from service.settings import Settings


def create_app(settings: Settings, credentials: Credentials) -> FastAPI:
    """Returns the app. It accepts requests immediately, and reads pictures once an engine is connected.

    `credentials` are those of the environment and of the file, merged. They must include a signing key.
    """
    source = Source(settings.url_networks)
    engine = EngineClient(settings.engines)
    app = FastAPI(
        title="Wangtu OCR",
        version=version("wangtu-ocr"),
        lifespan=_lifespan(source, engine),
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.state.shared = State(
        credential_store=CredentialStore(credentials),
        logins=Logins(credentials.users),
        throttle=Throttle(settings.call_limit()),
        in_flight=InFlight(settings.in_flight),
        refusal_pace=RefusalPace(),
        body_budget=BodyBudget(),
        anonymous_body_budget=BodyBudget(),
        source=source,
        engine=engine,
    )
    for endpoints in (recognition, iam, ops):
        app.include_router(endpoints.router)
    install_docs(app)
    install_error_handlers(app)
    app.add_middleware(RequestMiddleware)
    if settings.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[str(each) for each in settings.proxies])
    return app


def _lifespan(source: Source, engine: EngineClient) -> Lifespan[FastAPI]:
    """Returns the lifespan of the app: connects to the engines at start, closes everything at shutdown."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logs()
        await engine.open()
        trimming = asyncio.create_task(keep_trimming())
        yield
        trimming.cancel()
        source.close()
        await engine.close()

    return lifespan
