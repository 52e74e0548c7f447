"""wangtu http: the HTTP side alone, as `serve` starts it beside its engines."""

from service.credentials import load_credentials
from service.process.orphan import end_with_parent
from service.settings import Settings


def http() -> None:
    """Serve HTTP in front of WANGTU_ENGINES, with credentials that are there already."""
    from service.app import create_app
    from service.server import Server

    end_with_parent()
    settings = Settings()
    credentials = load_credentials(settings.credentials) | settings.environment_credentials()
    Server(settings.host, settings.port, lambda: create_app(settings, credentials)).run()
