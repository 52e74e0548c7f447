"""Temporary keys, projects and domains: the identity service inside its app."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from service.api.auth.projects import id_of
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    CREDENTIALS,
    SHOWN,
    TOKEN,
    USER,
    WEB_IMAGE,
    app,
    ask,
    refusal,
    signed,
)
from tests.service.api.endpoints.test_iam import TOKENS, login

pytestmark = pytest.mark.anyio

KEYS = "/v3.0/OS-CREDENTIAL/securitytokens"
PROJECTS, DOMAINS = "/v3/projects", "/v3/auth/domains"
PROJECTS_KNOWN: dict[str, Any] = {"projects": {"p1": "north", "p2": "south"}}


def _wish(**token: Any) -> dict[str, Any]:
    return {"auth": {"identity": {"methods": ["token"], "token": token}}}


async def _key(served: FastAPI, headers: dict[str, str] | None = None, **token: Any) -> dict[str, str]:
    response = await ask(served, "POST", KEYS, json=_wish(**token), headers=headers)
    assert response.status_code == 201, response.text
    credential: dict[str, str] = response.json()["credential"]
    return credential


def _signed_with(key: dict[str, str], security_token: str | None = None) -> dict[str, str]:
    beside = {"x-security-token": security_token} if security_token else {}
    return signed("POST", WEB_IMAGE, BODY, access_key=key["access"], secret_key=key["secret"], headers=beside)


async def test_a_temporary_key_reads_a_picture_beside_its_security_token_alone() -> None:
    served = app()
    key = await _key(served, SHOWN)
    beside = _signed_with(key, key["securitytoken"])

    assert (await ask(served, "POST", WEB_IMAGE, content=BODY, headers=beside)).status_code == 200
    alone = await ask(served, "POST", WEB_IMAGE, content=BODY, headers=_signed_with(key))
    assert refusal(alone) == (401, "APIG.0301")


async def test_a_token_may_stand_in_the_body_of_the_wish() -> None:
    assert await _key(app(), id=TOKEN)


async def test_a_token_in_the_header_wins_over_one_in_the_body() -> None:
    response = await ask(app(), "POST", KEYS, json=_wish(id=TOKEN), headers={"X-Auth-Token": "wrong"})

    assert refusal(response) == (401, "APIG.0301")


async def test_a_temporary_key_lives_as_long_as_was_asked() -> None:
    key = await _key(app(), SHOWN, duration_seconds=3600)
    lives = datetime.fromisoformat(key["expires_at"]) - datetime.now(UTC)

    assert 3590 < lives.total_seconds() <= 3600


async def test_a_temporary_key_makes_no_further_ones() -> None:
    """Else a stolen one would live for ever."""
    served = app()
    key = await _key(served, SHOWN)
    response = await ask(served, "POST", KEYS, json=_wish(), headers={"X-Auth-Token": key["securitytoken"]})

    assert refusal(response) == (401, "APIG.0301")


async def test_a_key_for_a_token_of_a_domain_reads_for_the_project_that_is_named() -> None:
    served = app()
    given = await ask(served, "POST", TOKENS, json=login(scope=None))
    key = await _key(served, {"X-Auth-Token": given.headers["x-subject-token"]})
    beside = _signed_with(key, key["securitytoken"])
    response = await ask(served, "POST", WEB_IMAGE, content=BODY, headers=beside)
    shown = {"X-Auth-Token": given.headers["x-subject-token"], "X-Subject-Token": key["securitytoken"]}

    assert response.status_code == 200
    assert refusal(await ask(served, "GET", TOKENS, headers=shown)) == (404, "IAM.0004")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({}, (401, "ModelArts.4101")), ({"X-Auth-Token": "wrong"}, (401, "APIG.0301"))],
)
async def test_without_a_token_there_is_no_key(headers: dict[str, str], expected: tuple[int, str]) -> None:
    assert refusal(await ask(app(), "POST", KEYS, json=_wish(), headers=headers)) == expected


async def _projects(query: str = "", /, **configured: Any) -> list[tuple[str, str]]:
    served = app(credentials=CREDENTIALS.model_copy(update=configured))
    headers = signed("GET", PROJECTS + query)
    response = await ask(served, "GET", PROJECTS + query, headers=headers)
    assert response.status_code == 200, response.text
    assert response.json()["links"] == {}
    return [(project["id"], project["name"]) for project in response.json()["projects"]]


async def test_a_name_that_is_looked_up_has_exactly_one_project() -> None:
    """SDKs refuse to work with none or several."""
    expected = [(id_of("project", "cn-north-4"), "cn-north-4")]

    assert await _projects("?name=cn-north-4") == await _projects("?name=cn-north-4") == expected


async def test_projects_that_are_configured_are_listed_and_no_others() -> None:
    assert await _projects(**PROJECTS_KNOWN) == [("p1", "north"), ("p2", "south")]
    assert await _projects("?name=south", **PROJECTS_KNOWN) == [("p2", "south")]
    assert await _projects("?name=east", **PROJECTS_KNOWN) == []


async def test_whoever_is_bound_sees_its_own_projects() -> None:
    bound = {**PROJECTS_KNOWN, "bindings": {ACCESS_KEY: ("p2",)}}

    assert await _projects(**bound) == [("p2", "south")]
    assert await _projects("?name=north", **bound) == []


async def test_without_a_name_and_projects_nothing_is_listed() -> None:
    assert await _projects() == []


async def test_the_project_that_is_looked_up_is_the_one_of_the_token() -> None:
    served = app()
    given = await ask(served, "POST", TOKENS, json=login())
    headers = {"X-Auth-Token": given.headers["x-subject-token"]}
    listed = (await ask(served, "GET", f"{PROJECTS}?name=cn-north-4", headers=headers)).json()["projects"]

    assert [project["id"] for project in listed] == [given.json()["token"]["project"]["id"]]
    assert listed[0]["domain_id"] == given.json()["token"]["user"]["domain"]["id"]


async def test_everybody_has_one_domain() -> None:
    response = await ask(app(), "GET", DOMAINS, headers=SHOWN)
    (domain,) = response.json()["domains"]

    assert (domain["name"], domain["id"]) == ("wangtu", id_of("domain", "wangtu"))
    assert USER.partition("/")[0] != domain["name"]


@pytest.mark.parametrize("path", [PROJECTS, DOMAINS])
async def test_nobody_looks_anything_up_without_a_credential(path: str) -> None:
    assert refusal(await ask(app(), "GET", path)) == (401, "ModelArts.4101")
    wrong = signed("GET", path, secret_key="wrong")
    assert refusal(await ask(app(), "GET", path, headers=wrong)) == (401, "APIG.0301")


@pytest.mark.parametrize(("method", "path"), [("GET", KEYS), ("POST", PROJECTS), ("GET", "/v3/users")])
async def test_what_the_identity_service_does_not_have_is_not_published(method: str, path: str) -> None:
    assert refusal(await ask(app(), method, path, headers=SHOWN)) == (404, "APIG.0101")
