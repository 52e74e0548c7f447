"""Every request has an id, an answer and one log line. None of them contains a secret."""

import json
from collections.abc import Callable

import pytest
import structlog
from structlog.testing import capture_logs
from structlog.typing import EventDict

from service.api.auth.credential_store import token_name
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    KEYS,
    PASSWORD,
    PICTURE,
    SECRETS,
    TOKEN,
    TOKENS,
    USER,
    WEB_IMAGE,
    WITH_TOKEN,
    FakeEngine,
    app,
    ask,
    login,
    refusal,
)
from tests.service.api.auth.signing import signed
from tests.service.api.fault_triggers import OTHER_TRIGGERS, TRIGGERS, Trigger

pytestmark = pytest.mark.anyio

ALL_TRIGGERS = {error.__name__: trigger for error, trigger in TRIGGERS.items()} | {
    name: trigger for name, (_, trigger) in OTHER_TRIGGERS.items()
}


async def test_every_request_has_its_own_id_in_a_header_and_in_its_log_line() -> None:
    served = app()
    with capture_logs([structlog.contextvars.merge_contextvars]) as lines:
        ids = [
            (await ask(served, "GET", path)).headers["x-request-id"]
            for path in ("/live", "/live", "/nowhere")
        ]

    assert [line["request_id"] for line in lines] == ids
    assert len(set(ids)) == 3
    assert all(len(request_id) == 32 for request_id in ids)


@pytest.mark.parametrize(
    ("headers", "principal"),
    [
        (lambda: WITH_TOKEN, token_name(TOKEN)),
        (lambda: signed("POST", f"{WEB_IMAGE}?token=hush", BODY), ACCESS_KEY),
        (lambda: {"X-Auth-Token": "wrong"}, None),
        (dict, None),
    ],
    ids=["a token", "a signature", "a wrong token", "no credential"],
)
async def test_the_log_line_has_caller_path_and_status_but_no_query(
    logged: list[EventDict], headers: Callable[[], dict[str, str]], principal: str | None
) -> None:
    """The request is signed in the test, because a signature expires after 15 minutes."""
    response = await ask(app(), "POST", f"{WEB_IMAGE}?token=hush", content=BODY, headers=headers())
    (line,) = logged

    assert (line["event"], line["method"], line["path"]) == ("request", "POST", WEB_IMAGE)
    assert (line["status"], line.get("principal")) == (response.status_code, principal)
    assert line["milliseconds"] >= 0
    assert "hush" not in json.dumps(line)


async def test_a_login_is_logged_with_its_user_if_it_succeeds(logged: list[EventDict]) -> None:
    await ask(app(), "POST", TOKENS, json=login())
    await ask(app(), "POST", TOKENS, json=login("wrong"))

    assert [line.get("principal") for line in logged] == [USER, None]


async def test_an_unexpected_error_is_logged_but_not_shown_to_the_client(logged: list[EventDict]) -> None:
    served = app(FakeEngine(RuntimeError("internal detail")))
    response = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)
    failure, request = logged

    assert refusal(response) == (500, "AIS.0105")
    assert "detail" not in response.text
    assert (failure["event"], failure["log_level"]) == ("unexpected", "error")
    assert (request["event"], request["status"]) == ("request", 500)


@pytest.mark.parametrize("trigger", ALL_TRIGGERS.values(), ids=ALL_TRIGGERS)
async def test_no_error_writes_a_secret_to_the_log(logged: list[EventDict], trigger: Trigger) -> None:
    await trigger()

    assert logged
    assert not [secret for secret in (*SECRETS, BODY.decode()) if secret in str(logged)]


async def test_issued_tokens_and_keys_are_not_logged(logged: list[EventDict]) -> None:
    served = app()
    token = (await ask(served, "POST", TOKENS, json=login())).headers["x-subject-token"]
    body = {"auth": {"identity": {"methods": ["token"], "token": {"id": token}}}}
    credential = (await ask(served, "POST", KEYS, json=body)).json()["credential"]

    assert len(logged) == 2
    for secret in (token, credential["secret"], credential["securitytoken"], PASSWORD):
        assert secret not in str(logged)


@pytest.mark.parametrize(
    ("headers", "tried"),
    [
        (lambda: WITH_TOKEN, [token_name(TOKEN)]),
        (lambda: signed("POST", WEB_IMAGE, BODY), [ACCESS_KEY]),
        (lambda: {"X-Auth-Token": "wrong"}, [token_name("wrong")]),
        (dict, []),
    ],
    ids=["a token", "a signature", "a wrong token", "no credential"],
)
async def test_the_log_line_has_the_client_and_the_credential_that_was_tried(
    logged: list[EventDict], headers: Callable[[], dict[str, str]], tried: list[str]
) -> None:
    await ask(app(), "POST", WEB_IMAGE, content=BODY, headers={**headers(), "X-Forwarded-For": "203.0.113.9"})
    (line,) = logged

    assert (line["client"], line["tried"]) == ("127.0.0.1", tried)


async def test_a_trusted_proxy_names_the_client(logged: list[EventDict]) -> None:
    served = app(proxies="127.0.0.1")
    await ask(served, "GET", "/live", headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9"})
    (line,) = logged

    assert line["client"] == "203.0.113.9"
