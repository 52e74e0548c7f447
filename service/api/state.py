"""What the endpoints of one HTTP worker share."""

from dataclasses import dataclass

from fastapi import Request

from service.credentials import Credentials
from service.engine.engine import Engine
from service.errors import EngineUnavailable


@dataclass(slots=True)
class State:
    """Who may call, and the engine once it is open."""

    credentials: Credentials
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
