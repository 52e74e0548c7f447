"""Authentication while the budget of all bodies is full."""

from dataclasses import replace

import pytest

from service.api.auth.credential_store import CredentialStore
from service.api.http.body_budget import BodyBudget
from service.api.state import State
from service.errors import EngineBusy, SignatureMismatch
from tests.service.api.app_harness import ACCESS_KEY, BODY, CREDENTIALS, WEB_IMAGE, WITH_TOKEN
from tests.service.api.auth.signing import signed
from tests.service.api.incoming import STATE, IncomingRequest, authenticated

pytestmark = pytest.mark.anyio


def _state_with_a_full_budget() -> State:
    return replace(
        STATE,
        credential_store=CredentialStore(CREDENTIALS),
        body_budget=BodyBudget(limit=len(BODY) - 1),
    )


@pytest.mark.parametrize("key", [ACCESS_KEY, "UNKNOWN"])
async def test_a_full_budget_does_not_reveal_which_keys_exist(key: str) -> None:
    incoming = IncomingRequest(signed("POST", WEB_IMAGE, BODY, access_key=key, secret_key="wrong"))
    with pytest.raises(SignatureMismatch):
        await authenticated(incoming, _state_with_a_full_budget())


@pytest.mark.parametrize("headers", [WITH_TOKEN, signed("POST", WEB_IMAGE, BODY)], ids=["token", "signature"])
async def test_a_caller_that_is_proven_is_refused_if_the_budget_is_full(headers: dict[str, str]) -> None:
    with pytest.raises(EngineBusy):
        await authenticated(IncomingRequest(headers), _state_with_a_full_budget())


async def test_an_unknown_key_takes_nothing_from_the_budget() -> None:
    budget = BodyBudget(limit=len(BODY))
    with budget.reservation() as others:
        others.grow(len(BODY))
        state = replace(_state_with_a_full_budget(), body_budget=budget)
        incoming = IncomingRequest(signed("POST", WEB_IMAGE, BODY, access_key="UNKNOWN"))
        with pytest.raises(SignatureMismatch):
            await authenticated(incoming, state)
