"""Tokens for passwords: the identity service inside its app."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from service.api.auth.projects import id_of
from service.api.auth.tokens import LIFETIME
from tests.service.api.app_harness import (
    CREDENTIALS,
    PASSWORD,
    PICTURE,
    SHOWN,
    WEB_IMAGE,
    FakeEngine,
    app,
    ask,
    refusal,
)

pytestmark = pytest.mark.anyio

TOKENS = "/v3/auth/tokens"
NORTH = {"project": {"name": "cn-north-4"}}


def login(password: str = PASSWORD, scope: Any = NORTH, **user: Any) -> dict[str, Any]:
    """The body that asks for a token."""
    who = {"name": "ann", "password": password, "domain": {"name": "corp"}, **user}
    return {"auth": {"identity": {"methods": ["password"], "password": {"user": who}}, "scope": scope}}


async def _token(served: FastAPI, **asked: Any) -> str:
    response = await ask(served, "POST", TOKENS, json=login(**asked))
    assert response.status_code == 201, response.text
    return response.headers["x-subject-token"]


async def test_a_token_comes_in_a_header_with_status_201() -> None:
    response = await ask(app(), "POST", f"{TOKENS}?nocatalog=true", json=login())
    said = response.json()["token"]
    lives = datetime.fromisoformat(said["expires_at"]) - datetime.fromisoformat(said["issued_at"])

    assert response.status_code == 201
    assert response.headers["content-type"] == "application/json"
    assert lives == LIFETIME
    assert datetime.now(UTC) - datetime.fromisoformat(said["issued_at"]) < timedelta(minutes=1)
    assert said["project"]["name"] == "cn-north-4"
    assert (said["user"]["name"], said["user"]["domain"]["name"]) == ("ann", "corp")
    assert response.headers["x-subject-token"] not in response.text


async def test_a_token_that_was_given_reads_a_picture() -> None:
    served = app()
    token = await _token(served)
    response = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers={"X-Auth-Token": token})

    assert response.status_code == 200


async def test_a_new_token_does_not_revoke_the_one_before() -> None:
    served = app()
    tokens = [await _token(served), await _token(served)]
    answers = [
        await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers={"X-Auth-Token": token})
        for token in tokens
    ]

    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("scope", [None, {}, {"domain": {"name": "corp"}}])
async def test_a_token_of_a_domain_reads_no_picture(scope: Any) -> None:
    served = app(engine := FakeEngine())
    token = await _token(served, scope=scope)
    response = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers={"X-Auth-Token": token})

    assert refusal(response) == (401, "ModelArts.0212")
    assert engine.entries == []


async def test_both_a_project_and_a_domain_mean_the_project() -> None:
    asked = login(scope={"domain": {"name": "corp"}, "project": {"id": "p1"}})
    said = (await ask(app(), "POST", TOKENS, json=asked)).json()["token"]

    assert said["project"]["id"] == "p1"
    assert "domain" not in said


async def test_a_domain_may_be_named_by_its_id() -> None:
    assert await _token(app(), domain={"id": id_of("domain", "corp")})


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "wrong"},
        {"password": ""},
        {"name": "nobody"},
        {"name": ""},
        {"domain": {"name": "other"}},
        {"domain": {"id": "0" * 32}},
        {"password": "wrong", "scope": {"project": {"id": "unknown"}}},
    ],
)
async def test_a_wrong_password_and_an_unknown_user_are_answered_alike(wrong: dict[str, Any]) -> None:
    response = await ask(app(), "POST", TOKENS, json=login(**wrong))

    assert refusal(response) == (401, "IAM.0001")
    assert response.json()["error"]["message"] == "The username or password is wrong."
    assert "x-subject-token" not in response.headers


@pytest.mark.parametrize("name", ["ann", "nobody"])
async def test_five_wrong_passwords_lock_the_account_for_the_right_one_too(name: str) -> None:
    served = app()
    for _ in range(5):
        assert refusal(await ask(served, "POST", TOKENS, json=login("wrong", name=name))) == (401, "IAM.0001")
    locked = await ask(served, "POST", TOKENS, json=login(name=name))

    assert (refusal(locked), locked.json()["error_msg"]) == ((401, "IAM.0001"), "The account is locked.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (400, "ModelArts.4105")),
        (b'{"auth":', (400, "ModelArts.4105")),
        (b"[" * 10_000, (400, "ModelArts.4105")),
        (b"[]", (400, "AIS.0101")),
        (b'{"auth":{"identity":{"methods":["totp"]}}}', (400, "AIS.0101")),
    ],
    ids=["empty", "cut off", "deep", "a list", "another method"],
)
@pytest.mark.parametrize("path", [TOKENS, "/v3.0/OS-CREDENTIAL/securitytokens"])
async def test_a_body_of_another_form_is_refused(path: str, body: bytes, expected: tuple[int, str]) -> None:
    assert refusal(await ask(app(), "POST", path, content=body)) == expected


@pytest.mark.parametrize("path", [TOKENS, "/v3.0/OS-CREDENTIAL/securitytokens"])
async def test_a_body_that_is_too_large_is_refused(path: str) -> None:
    headers = {"Content-Length": "12582913"}

    assert refusal(await ask(app(), "POST", path, content=b"{}", headers=headers)) == (413, "APIG.0201")


async def test_a_project_without_a_name_or_an_id_is_refused() -> None:
    assert refusal(await ask(app(), "POST", TOKENS, json=login(scope={"project": {}}))) == (400, "AIS.0101")


async def test_a_token_for_a_project_that_the_user_does_not_have_is_refused() -> None:
    held = CREDENTIALS.model_copy(update={"projects": {"p1": "north"}})
    response = await ask(app(credentials=held), "POST", TOKENS, json=login())

    assert refusal(response) == (404, "IAM.0004")
    assert response.json()["error"]["message"] == "Could not find project: cn-north-4."


def _show(token: str, **headers: str) -> dict[str, str]:
    return {"X-Auth-Token": token, "X-Subject-Token": token, **headers}


async def test_a_token_shows_what_it_is_for() -> None:
    served = app()
    given = await ask(served, "POST", TOKENS, json=login())
    token = given.headers["x-subject-token"]
    shown = await ask(served, "GET", TOKENS, headers=_show(token))

    assert (shown.status_code, shown.json()) == (200, given.json())
    assert shown.headers["x-subject-token"] == token
    assert (await ask(served, "HEAD", TOKENS, headers=_show(token))).status_code == 200


@pytest.mark.parametrize("subject", ["nonsense", "", None, SHOWN["X-Auth-Token"]])
async def test_a_token_that_is_none_is_not_found(subject: str | None) -> None:
    headers = SHOWN if subject is None else {**SHOWN, "X-Subject-Token": subject}

    assert refusal(await ask(app(), "GET", TOKENS, headers=headers)) == (404, "IAM.0004")


async def test_whoever_shows_no_token_learns_nothing_of_another() -> None:
    served = app()
    subject = {"X-Subject-Token": await _token(served)}

    assert refusal(await ask(served, "GET", TOKENS, headers=subject)) == (401, "ModelArts.4101")
    for method, headers in (("GET", subject), ("HEAD", subject)):
        response: httpx.Response = await ask(
            served, method, TOKENS, headers={**headers, "X-Auth-Token": "wrong"}
        )
        assert response.status_code == 401
