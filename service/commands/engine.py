"""wangtu engine: one engine alone, for HTTP workers here or elsewhere."""

import asyncio
import os
from typing import Annotated

import structlog
import typer

from service.commands.stop import NO_MODELS
from service.commands.weights import ensure_weights
from service.logs import configure_logs
from service.orphan import end_with_parent
from service.settings import Settings

log = structlog.get_logger()


def engine(
    listen: Annotated[
        str, typer.Option(help="unix:/path/to/socket, or HOST:PORT; no credentials are asked for there.")
    ],
    attached: Annotated[bool, typer.Option(hidden=True, help="End when the parent process ends.")] = False,
) -> None:
    """Serve one engine over gRPC until it is stopped; see WANGTU_ENGINES."""
    from service.engine.opening import open_engine
    from service.engine.server import answer

    if attached:
        end_with_parent()
    settings = Settings()
    config = settings.engine()
    ensure_weights(settings)
    configure_logs()
    try:
        opened = open_engine(config)
    except Exception:
        # An engine without models can never serve: it must go, loudly, and its owner decides what next.
        log.critical("the models could not be loaded", exc_info=True)
        os._exit(NO_MODELS)
    log.info("models loaded", runtime=config.runtime, models=config.models, threads=config.threads)
    asyncio.run(answer(opened, listen))
    opened.close()
