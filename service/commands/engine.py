"""wangtu engine: runs one engine, for the HTTP side of this machine or of another."""

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated, NoReturn

import structlog
import typer

from models.runtimes import DeviceMissing
from service.commands.stop import FAILED, NO_MODELS
from service.commands.tuned import tuned_config
from service.commands.weights import ensure_weights
from service.engine.config import EngineConfig
from service.process.descriptors import raise_descriptor_limit
from service.process.environment import needed_by_engine
from service.process.garbage import freeze_loaded_objects
from service.process.log_writer import LOG
from service.process.logs import configure_library_logs, configure_logs
from service.process.machine import lower_priority, pin_to
from service.process.orphan import end_with_parent
from service.process.privileges import give_up_privileges
from service.settings import Settings, child_environment

if TYPE_CHECKING:
    from service.engine.engine import Engine

log = structlog.get_logger()

SWITCH_INTERVAL = 0.0005
"""Seconds for which a thread that runs Python may hold the interpreter's lock while others wait for it. A
tenth of Python's default, so that answers go out at once. docs/decisions/0029."""


def engine(
    listen: Annotated[
        str, typer.Option(help="Address: unix:/path/to/socket or HOST:PORT. Callers need no credentials.")
    ],
    attached: Annotated[bool, typer.Option(hidden=True, help="End when the parent process ends.")] = False,
    heartbeat: Annotated[
        int | None, typer.Option(hidden=True, help="The pipe that gets the heartbeat of this process.")
    ] = None,
    cpus: Annotated[
        str, typer.Option(hidden=True, help="The processors to run on, such as 0,1,2. Any by default.")
    ] = "",
) -> None:
    """Run one engine until it is stopped. It serves HTTP sides that have its address in WANGTU_ENGINES."""
    from service.engine.server import serve

    give_up_privileges()
    if attached:
        end_with_parent()
    elif child_environment() != (needed := needed_by_engine(child_environment())):
        # Starts again, because the first environment stays in the memory of a process.
        arguments = (sys.executable, "-m", "service", *sys.argv[1:])
        os.execve(sys.executable, arguments, needed)  # noqa: S606  # no shell
    raise_descriptor_limit()
    configure_logs()
    configure_library_logs()
    if cpus:
        _pin_to(cpus)
    settings = Settings()
    ensure_weights(settings)
    config, remark = tuned_config(settings)
    if remark:
        log.warning("tuning not applied", reason=remark)
    opened = _open_or_exit(config)
    models = {"runtime": config.runtime, "models": config.models, "threads": config.threads}
    log.info("models loaded", **models, costs=config.costs.taken_on)
    freeze_loaded_objects()
    asyncio.run(serve(opened, listen, heartbeat))
    opened.close()


def _open_or_exit(config: EngineConfig) -> "Engine":
    """Open an engine, or exit with NO_MODELS. The supervisor then stops instead of restarting it."""
    try:
        return _open(config)
    except DeviceMissing as error:
        log.critical("no device", reason=str(error))
        _exit(NO_MODELS)
    except Exception:  # each runtime has exceptions of its own for a model that cannot be loaded
        log.critical("the models could not be loaded", exc_info=True)
        _exit(NO_MODELS)


def _open(config: EngineConfig) -> "Engine":
    """Open and warm up an engine whose computing threads have a lower priority than this thread.

    With equal priority, answers and refusals wait several times for a busy core and the interpreter's lock.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    with ThreadPoolExecutor(1, initializer=lower_priority) as loading:
        return loading.submit(_open_warm, config).result()


def _open_warm(config: EngineConfig) -> "Engine":
    from service.engine.opening import open_engine

    opened = open_engine(config, _end_after_defect)
    opened.warm()
    return opened


def _pin_to(cpus: str) -> None:
    """Pin this process to processors, before anything is loaded.

    Threads inherit the processors of the process, and runtimes count them when they are loaded.
    """
    try:
        pin_to(map(int, cpus.split(",")))
    except OSError:
        # The container has got other processors since it started. Running on any of them is only slower.
        log.warning("the processors are gone, any other is used", cpus=cpus)


def _end_after_defect() -> None:
    """End the process without answering. The HTTP side sends its requests again, to any ready engine."""
    log.critical("a worker thread ended by a defect", exc_info=True)
    _exit(FAILED)


def _exit(code: int) -> NoReturn:
    """End the process now, whatever its threads do. Only its log is written first."""
    LOG.drain()
    os._exit(code)
