"""wangtu http: runs the HTTP side only, as `wangtu serve` starts it next to its engines."""

from typing import Annotated

import typer

from service.credentials import load_credentials
from service.process.orphan import end_with_parent
from service.settings import Settings


def http(
    listener: Annotated[
        int | None, typer.Option(hidden=True, help="The descriptor of a socket that listens already.")
    ] = None,
) -> None:
    """Run the HTTP side on the engines of WANGTU_ENGINES, with existing credentials."""
    from service.app import create_app
    from service.server import Server

    end_with_parent()
    settings = Settings()
    credentials = load_credentials(settings.credentials) | settings.environment_credentials()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    bind = f"{host}:{settings.port}" if listener is None else f"fd://{listener}"
    Server(bind, lambda: create_app(settings, credentials)).run()
