"""wangtu http: runs the HTTP side only, as `wangtu serve` starts it next to its engines."""

from service.credentials import load_credentials
from service.process.orphan import end_with_parent
from service.settings import Settings


def http() -> None:
    """Run the HTTP side on the engines of WANGTU_ENGINES, with existing credentials."""
    from service.app import create_app
    from service.server import Server

    end_with_parent()
    settings = Settings()
    credentials = load_credentials(settings.credentials) | settings.environment_credentials()
    Server(settings.host, settings.port, lambda: create_app(settings, credentials)).run()
