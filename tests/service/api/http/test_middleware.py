"""An id, an answer and a log line for every request, and no secret in any of them."""

import json

import pytest
from structlog.typing import EventDict

from service.api.auth.schemes import token_name
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    PASSWORD,
    PICTURE,
    SECRETS,
    SHOWN,
    TOKEN,
    USER,
    WEB_IMAGE,
    FakeEngine,
    app,
    ask,
    refusal,
    signed,
)
from tests.service.api.endpoints.test_iam import TOKENS, login
from tests.service.api.endpoints.test_iam_lookups import KEYS
from tests.service.api.fault_triggers import FURTHER, PROVOKED, Provoke

pytestmark = pytest.mark.anyio

WAYS = {error.__name__: provoke for error, provoke in PROVOKED.items()} | {
    name: provoke for name, (_, provoke) in FURTHER.items()
}


async def test_every_request_has_an_id_of_its_own_which_is_logged(logged: list[EventDict]) -> None:
    served = app()
    ids = [
        (await ask(served, "GET", path)).headers["x-request-id"] for path in ("/live", "/live", "/nowhere")
    ]

    assert len(set(ids)) == 3
    assert all(len(request_id) == 32 for request_id in ids)


@pytest.mark.parametrize(
    ("headers", "principal"),
    [
        (SHOWN, token_name(TOKEN)),
        (signed("POST", f"{WEB_IMAGE}?token=hush", BODY), ACCESS_KEY),
        ({"X-Auth-Token": "wrong"}, None),
        ({}, None),
    ],
)
async def test_a_line_says_who_called_what_with_which_outcome(
    logged: list[EventDict], headers: dict[str, str], principal: str | None
) -> None:
    response = await ask(app(), "POST", f"{WEB_IMAGE}?token=hush", content=BODY, headers=headers)
    (line,) = logged

    assert (line["event"], line["method"], line["path"]) == ("request", "POST", WEB_IMAGE)
    assert (line["status"], line.get("principal")) == (response.status_code, principal)
    assert line["milliseconds"] >= 0
    assert "hush" not in json.dumps(line)


async def test_a_login_is_logged_with_its_user(logged: list[EventDict]) -> None:
    await ask(app(), "POST", TOKENS, json=login())
    await ask(app(), "POST", TOKENS, json=login("wrong"))

    assert [line.get("principal") for line in logged] == [USER, None]


async def test_an_unexpected_failure_is_logged_and_tells_the_client_nothing(logged: list[EventDict]) -> None:
    served = app(FakeEngine(RuntimeError("the recipe")))
    response = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)
    failure, request = logged

    assert refusal(response) == (500, "AIS.0105")
    assert "recipe" not in response.text
    assert (failure["event"], failure["log_level"]) == ("unexpected", "error")
    assert (request["event"], request["status"]) == ("request", 500)


@pytest.mark.parametrize("provoke", WAYS.values(), ids=WAYS)
async def test_no_refusal_writes_a_secret_into_the_log(logged: list[EventDict], provoke: Provoke) -> None:
    await provoke()

    assert logged
    assert not [secret for secret in (*SECRETS, BODY.decode()) if secret in str(logged)]


async def test_nothing_that_is_given_is_written_into_the_log(logged: list[EventDict]) -> None:
    served = app()
    token = (await ask(served, "POST", TOKENS, json=login())).headers["x-subject-token"]
    wish = {"auth": {"identity": {"methods": ["token"], "token": {"id": token}}}}
    credential = (await ask(served, "POST", KEYS, json=wish)).json()["credential"]

    assert len(logged) == 2
    for secret in (token, credential["secret"], credential["securitytoken"], PASSWORD):
        assert secret not in str(logged)
