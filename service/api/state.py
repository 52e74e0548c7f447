"""The objects that all endpoints of one HTTP worker share."""

from dataclasses import dataclass

from fastapi import Request

from service.api.auth.credential_store import CredentialStore
from service.api.auth.in_flight import InFlight
from service.api.auth.logins import Logins
from service.api.auth.throttle import Throttle
from service.api.http.body_budget import BodyBudget
from service.api.http.refusal_pace import RefusalPace
from service.download.source import Source
from service.rpc.client import PageReader


@dataclass(slots=True)
class State:
    """Shared state of one worker.

    `body_budget` bounds the bodies of known callers. `anonymous_body_budget` bounds those of requests for
    tokens and temporary keys: their senders are unknown and cannot use up the memory of known callers.
    """

    credential_store: CredentialStore
    logins: Logins
    throttle: Throttle
    in_flight: InFlight
    refusal_pace: RefusalPace
    body_budget: BodyBudget
    anonymous_body_budget: BodyBudget
    source: Source
    engine: PageReader


def state_of(request: Request) -> State:
    """Returns the state of the app that serves the request."""
    state: State = request.app.state.shared
    return state
