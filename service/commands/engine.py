"""wangtu engine: one engine alone, for HTTP workers here or elsewhere."""

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from models.runtimes import DeviceMissing
from service.commands.stop import FAILED, NO_MODELS
from service.commands.tuned import tuned_engine
from service.commands.weights import ensure_weights
from service.engine.config import EngineConfig
from service.process.garbage import keep_what_is_here
from service.process.logs import configure_logs
from service.process.machine import stay_on, step_back
from service.process.orphan import end_with_parent
from service.settings import Settings

if TYPE_CHECKING:
    from service.engine.engine import Engine

log = structlog.get_logger()

SWITCH_SECONDS = 0.0005
"""For how long a thread that computes in Python may keep all others waiting, ten times less than usual."""


def engine(
    listen: Annotated[
        str, typer.Option(help="unix:/path/to/socket, or HOST:PORT; no credentials are asked for there.")
    ],
    attached: Annotated[bool, typer.Option(hidden=True, help="End when the parent process ends.")] = False,
    cpus: Annotated[str, typer.Option(hidden=True, help="The processors to stay on, 0,1,2; else any.")] = "",
) -> None:
    """Serve one engine over gRPC until it is stopped; see WANGTU_ENGINES."""
    from service.engine.server import serve

    if attached:
        end_with_parent()
    configure_logs()
    if cpus:
        _stay_on(cpus)
    settings = Settings()
    ensure_weights(settings)
    config, remark = tuned_engine(settings)
    if remark:
        log.warning("no use of what was measured", reason=remark)
    try:
        opened = _opened(config)
    except DeviceMissing as error:
        log.critical("no device", reason=str(error))
        os._exit(NO_MODELS)
    except Exception:
        # An engine without models can never serve: it must go, loudly, and its owner decides what next.
        log.critical("the models could not be loaded", exc_info=True)
        os._exit(NO_MODELS)
    said = {"runtime": config.runtime, "models": config.models, "threads": config.threads}
    log.info("models loaded", **said, costs=config.costs.taken_on)
    keep_what_is_here()
    asyncio.run(serve(opened, listen))
    opened.close()


def _opened(config: EngineConfig) -> "Engine":
    """An engine that is warm, whose workers and models compute behind this thread and others that answer.

    Otherwise a refusal waits for its turn on busy cores several times, and for the interpreter's lock.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    with ThreadPoolExecutor(1, initializer=step_back) as loading:
        return loading.submit(_warm, config).result()


def _warm(config: EngineConfig) -> "Engine":
    from service.engine.opening import open_engine

    opened = open_engine(config, _end)
    opened.warm()
    return opened


def _stay_on(cpus: str) -> None:
    """Before anything is loaded: threads inherit it, and runtimes look how many processors they have."""
    try:
        stay_on(map(int, cpus.split(",")))
    except OSError:
        # The container was given other processors since it started; slower on any is better than not at all.
        log.warning("the processors are gone, any will do", cpus=cpus)


def _end() -> None:
    """End at once and answer nobody: what was asked is then asked again, of the engine that follows."""
    log.critical("a worker died of a defect", exc_info=True)
    os._exit(FAILED)
