"""wangtu serve: runs the whole service, with an HTTP side and engines."""

import asyncio
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from service.commands.notice import notice
from service.commands.stop import FAILED, NO_MODELS, stop
from service.commands.weights import ensure_weights
from service.credentials import (
    Credentials,
    change_credentials,
    load_credentials,
    new_callers,
    new_signing_key,
)
from service.process.environment import needed_by_engine
from service.process.logs import configure_library_logs, configure_logs
from service.process.machine import Partition
from service.process.privileges import give_up_privileges
from service.process.supervisor import Program, Supervisor
from service.settings import Settings, child_environment

WAITING_CONNECTIONS = 2048
"""Connections that may wait until the HTTP side accepts them, as gunicorn sets it."""

EXAMPLE_PROJECT = "0123456789abcdef0123456789abcdef"


def serve(
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port to listen on, by default WANGTU_PORT or 8000."),
    ] = None,
) -> None:
    """Run the service until it is stopped. After a SIGTERM it first finishes all accepted requests."""
    settings = Settings() if port is None else Settings(port=port)
    listener = _listener(settings)
    if not settings.engines:
        ensure_weights(settings)
    credentials = _credentials(settings)
    configure_logs()
    configure_library_logs()
    # Before any process is started: a process inherits the rights of the thread that starts it.
    give_up_privileges()
    with TemporaryDirectory(prefix="wangtu-") as folder:
        partitions = () if settings.engines else settings.own_partitions()
        sockets = [f"unix:{folder}/engine-{number}.sock" for number in range(len(partitions))]
        environment = child_environment(
            port=str(settings.port),
            engines=",".join(settings.engines or sockets),
            signing_key=credentials.signing_key or "",
        )
        http = _program("http", environment=environment)
        files = {"tuned": str(settings.tuned), "fonts": str(settings.fonts)}
        engines = [
            _engine(address, partition, is_only=len(sockets) == 1, **files)
            for address, partition in zip(sockets, partitions, strict=True)
        ]
        code = asyncio.run(_supervised(engines, http, listener))
    raise SystemExit(code)


async def _supervised(engines: Sequence[Program], http: Program, listener: socket.socket) -> int:
    return await Supervisor(engines, http, NO_MODELS, listener).run()


def _engine(address: str, partition: Partition, *, is_only: bool, **files: str) -> Program:
    """An engine on the processors of its partition. A single engine is not pinned to processors.

    `files` are the settings of its files. Their defaults lie beside the credentials file, whose place an
    engine does not know.
    """
    cpus = () if is_only else ("--cpus", ",".join(map(str, partition.processors)))
    environment = needed_by_engine(child_environment(**files, threads=str(partition.threads)))
    return _program("engine", "--attached", "--listen", address, *cpus, environment=environment)


def _program(*arguments: str, environment: Mapping[str, str]) -> Program:
    return Program((sys.executable, "-m", "service", *arguments), environment)


def _listener(settings: Settings) -> socket.socket:
    """The socket that listens for clients. Exits with 1 if the address cannot be used."""
    is_v6 = ":" in settings.host
    try:
        return socket.create_server(
            (settings.host, settings.port),
            family=socket.AF_INET6 if is_v6 else socket.AF_INET,
            backlog=WAITING_CONNECTIONS,
            dualstack_ipv6=is_v6,
        )
    except OSError as error:
        return stop(f"cannot listen on {settings.host}:{settings.port}: {error.strerror}", FAILED)


def _credentials(settings: Settings) -> Credentials:
    """The configured credentials. If they lack a caller or a signing key, new ones are added."""
    kept = load_credentials(settings.credentials)
    configured = kept | settings.environment_credentials()
    callers = Credentials() if configured.has_callers else new_callers()
    signing = Credentials(signing_key=None if configured.signing_key else new_signing_key())
    # Without new callers, a new signing key is saved only for users, whose tokens must survive a restart.
    if not configured.has_callers or (signing.signing_key and configured.users):
        change_credentials(settings.credentials, lambda kept: kept | callers | signing)
    if configured.has_callers:
        notice(_greeting(settings, "with the configured credentials"))
    else:
        notice(_first_greeting(settings, callers))
    return configured | callers | signing


def _greeting(settings: Settings, credentials: str) -> str:
    return f"Wangtu OCR starts on http://{_reachable(settings.host)}:{settings.port} {credentials}."


def _first_greeting(settings: Settings, callers: Credentials) -> str:
    url = f"http://{_reachable(settings.host)}:{settings.port}/v2/{EXAMPLE_PROJECT}/ocr/web-image"
    call = (
        f"base64 < picture.png | tr -d '\\n' | sed 's/.*/{{\"image\":\"&\"}}/' |\n"
        f"  curl -s {url} -H 'Content-Type: application/json' \\\n"
        f"       -H 'X-Auth-Token: {callers.tokens[0]}' --data-binary @-"
    )
    created = f"with a new token and a new access key, saved in {_short(settings.credentials)}"
    return f"{_greeting(settings, created)}\n\nTry it once it is ready:\n\n{call}\n"


def _reachable(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound to
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
