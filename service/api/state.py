"""What the endpoints of one HTTP worker share."""

from dataclasses import dataclass

from fastapi import Request

from service.api.auth.logins import Logins
from service.api.auth.schemes import Keyring
from service.api.auth.throttle import Throttle
from service.api.http.body_budget import Intake
from service.download.source import Source
from service.rpc.client import PageReader


@dataclass(slots=True)
class State:
    """Who may call, how often and with how much, where pictures come from, and what reads them."""

    keyring: Keyring
    logins: Logins
    throttle: Throttle
    intake: Intake
    strangers: Intake
    source: Source
    engine: PageReader


def state_of(request: Request) -> State:
    """The state of the app that serves a request."""
    state: State = request.app.state.shared
    return state
