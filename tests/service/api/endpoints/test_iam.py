"""The token endpoints of the identity service."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from service.api.auth.projects import derived_id
from service.api.auth.tokens import LIFETIME
from tests.service.api.app_harness import (
    CREDENTIALS,
    KEYS,
    PICTURE,
    TOKENS,
    WEB_IMAGE,
    WITH_TOKEN,
    FakeEngine,
    app,
    ask,
    login,
    refusal,
)

pytestmark = pytest.mark.anyio


async def _token(served: FastAPI, **asked: Any) -> str:
    response = await ask(served, "POST", TOKENS, json=login(**asked))
    assert response.status_code == 201, response.text
    return response.headers["x-subject-token"]


async def test_a_new_token_is_sent_in_a_header_with_status_201() -> None:
    before = datetime.now(UTC)
    response = await ask(app(), "POST", f"{TOKENS}?nocatalog=true", json=login())
    token = response.json()["token"]
    issued_at = datetime.fromisoformat(token["issued_at"])

    assert response.status_code == 201
    assert response.headers["content-type"] == "application/json"
    assert before <= issued_at <= datetime.now(UTC)
    assert datetime.fromisoformat(token["expires_at"]) == issued_at + LIFETIME
    assert token["project"]["name"] == "cn-north-4"
    assert (token["user"]["name"], token["user"]["domain"]["name"]) == ("ann", "corp")
    assert response.headers["x-subject-token"] not in response.text


async def test_an_issued_token_can_be_used_for_recognition() -> None:
    served = app()
    token = await _token(served)
    response = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers={"X-Auth-Token": token})

    assert response.status_code == 200


async def test_a_new_token_does_not_revoke_an_earlier_one() -> None:
    served = app()
    tokens = [await _token(served), await _token(served)]
    answers = [
        await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers={"X-Auth-Token": token})
        for token in tokens
    ]

    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("scope", [None, {}, {"domain": {"name": "corp"}}])
async def test_an_unscoped_token_cannot_be_used_for_recognition(scope: Any) -> None:
    served = app(engine := FakeEngine())
    token = await _token(served, scope=scope)
    response = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers={"X-Auth-Token": token})

    assert refusal(response) == (401, "ModelArts.0212")
    assert engine.requests == []


async def test_the_project_wins_if_the_scope_names_project_and_domain() -> None:
    asked = login(scope={"domain": {"name": "corp"}, "project": {"id": "p1"}})
    token = (await ask(app(), "POST", TOKENS, json=asked)).json()["token"]

    assert token["project"]["id"] == "p1"
    assert "domain" not in token


async def test_a_domain_may_be_given_by_its_id() -> None:
    assert await _token(app(), domain={"id": derived_id("domain", "corp")})


async def test_the_name_of_a_domain_wins_over_its_id() -> None:
    assert await _token(app(), domain={"id": "0" * 32, "name": "corp"})


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
async def test_a_wrong_password_and_an_unknown_user_have_the_same_answer(wrong: dict[str, Any]) -> None:
    response = await ask(app(), "POST", TOKENS, json=login(**wrong))

    assert refusal(response) == (401, "IAM.0001")
    assert response.json()["error"]["message"] == "The username or password is wrong."
    assert "x-subject-token" not in response.headers


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (400, "ModelArts.4105")),
        (b'{"auth":', (400, "ModelArts.4105")),
        (b"[" * 10_000, (400, "ModelArts.4105")),
        (b"[]", (400, "AIS.0101")),
        (b'{"auth":{"identity":{"methods":["totp"]}}}', (400, "AIS.0101")),
    ],
    ids=["empty", "cut off", "deeply nested", "a list", "another method"],
)
@pytest.mark.parametrize("path", [TOKENS, KEYS])
async def test_an_invalid_body_is_refused(path: str, body: bytes, expected: tuple[int, str]) -> None:
    assert refusal(await ask(app(), "POST", path, content=body)) == expected


@pytest.mark.parametrize("path", [TOKENS, KEYS])
async def test_a_too_large_body_is_refused(path: str) -> None:
    headers = {"Content-Length": "12582913"}

    assert refusal(await ask(app(), "POST", path, content=b"{}", headers=headers)) == (413, "APIG.0201")


async def test_a_project_without_a_name_or_an_id_is_refused() -> None:
    assert refusal(await ask(app(), "POST", TOKENS, json=login(scope={"project": {}}))) == (400, "AIS.0101")


async def test_a_token_for_an_unknown_project_is_refused() -> None:
    credentials = CREDENTIALS.model_copy(update={"projects": {"p1": "north"}})
    response = await ask(app(credentials=credentials), "POST", TOKENS, json=login())

    assert refusal(response) == (404, "IAM.0004")
    assert response.json()["error"]["message"] == "Could not find project: cn-north-4."


def _asking_about_itself(token: str) -> dict[str, str]:
    return {"X-Auth-Token": token, "X-Subject-Token": token}


async def test_a_token_is_described_as_when_it_was_issued() -> None:
    served = app()
    issued = await ask(served, "POST", TOKENS, json=login())
    token = issued.headers["x-subject-token"]
    description = await ask(served, "GET", TOKENS, headers=_asking_about_itself(token))

    assert (description.status_code, description.json()) == (200, issued.json())
    assert description.headers["x-subject-token"] == token
    assert (await ask(served, "HEAD", TOKENS, headers=_asking_about_itself(token))).status_code == 200


@pytest.mark.parametrize("subject", ["nonsense", "", None, WITH_TOKEN["X-Auth-Token"]])
async def test_an_invalid_subject_token_is_not_found(subject: str | None) -> None:
    headers = WITH_TOKEN if subject is None else {**WITH_TOKEN, "X-Subject-Token": subject}

    assert refusal(await ask(app(), "GET", TOKENS, headers=headers)) == (404, "IAM.0004")


async def test_a_token_is_described_to_authenticated_callers_only() -> None:
    served = app()
    subject = {"X-Subject-Token": await _token(served)}

    assert refusal(await ask(served, "GET", TOKENS, headers=subject)) == (401, "ModelArts.4101")
    for method, headers in (("GET", subject), ("HEAD", subject)):
        response: httpx.Response = await ask(
            served, method, TOKENS, headers={**headers, "X-Auth-Token": "wrong"}
        )
        assert response.status_code == 401
