"""What the endpoints of one HTTP worker share."""

from dataclasses import dataclass

from fastapi import Request

from service.api.auth import Keyring
from service.api.intake import Intake
from service.api.logins import Logins
from service.api.throttle import Throttle
from service.engine.engine import Engine
from service.errors import EngineUnavailable
from service.source import Source


@dataclass(slots=True)
class State:
    """Who may call, how often and with how much, where pictures come from, and the engine once it is open."""

    keyring: Keyring
    logins: Logins
    throttle: Throttle
    intake: Intake
    strangers: Intake
    source: Source
    opened: Engine | None = None

    def engine(self) -> Engine:
        """The engine. Raises EngineUnavailable while its models load."""
        if self.opened is None:
            raise EngineUnavailable
        return self.opened


def state_of(request: Request) -> State:
    """The state of the app that serves a request."""
    state: State = request.app.state.shared
    return state
