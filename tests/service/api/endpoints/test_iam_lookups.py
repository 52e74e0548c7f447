"""The endpoints of the identity service for temporary keys, projects and domains."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from service.api.auth.projects import derived_id
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    CREDENTIALS,
    DOMAINS,
    KEYS,
    PROJECTS,
    TOKEN,
    TOKENS,
    USER,
    WEB_IMAGE,
    WITH_TOKEN,
    app,
    ask,
    login,
    refusal,
)
from tests.service.api.auth.signing import signed

pytestmark = pytest.mark.anyio

TWO_PROJECTS: dict[str, Any] = {"projects": {"p1": "north", "p2": "south"}}


def _key_request(**token: Any) -> dict[str, Any]:
    return {"auth": {"identity": {"methods": ["token"], "token": token}}}


async def _key(served: FastAPI, headers: dict[str, str] | None = None, **token: Any) -> dict[str, str]:
    response = await ask(served, "POST", KEYS, json=_key_request(**token), headers=headers)
    assert response.status_code == 201, response.text
    credential: dict[str, str] = response.json()["credential"]
    return credential


def _signed_with(key: dict[str, str], security_token: str | None = None) -> dict[str, str]:
    headers = {"x-security-token": security_token} if security_token else {}
    return signed(
        "POST", WEB_IMAGE, BODY, access_key=key["access"], secret_key=key["secret"], headers=headers
    )


async def test_a_temporary_key_needs_its_security_token() -> None:
    served = app()
    key = await _key(served, WITH_TOKEN)
    headers = _signed_with(key, key["securitytoken"])

    assert (await ask(served, "POST", WEB_IMAGE, content=BODY, headers=headers)).status_code == 200
    without_token = await ask(served, "POST", WEB_IMAGE, content=BODY, headers=_signed_with(key))
    assert refusal(without_token) == (401, "APIG.0301")


async def test_the_token_may_be_sent_in_the_body() -> None:
    assert await _key(app(), id=TOKEN)


async def test_a_token_in_the_header_wins_over_one_in_the_body() -> None:
    response = await ask(app(), "POST", KEYS, json=_key_request(id=TOKEN), headers={"X-Auth-Token": "wrong"})

    assert refusal(response) == (401, "APIG.0301")


async def test_a_temporary_key_is_valid_for_the_requested_time() -> None:
    before = datetime.now(UTC)
    key = await _key(app(), WITH_TOKEN, duration_seconds=3600)
    issued_at = datetime.fromisoformat(key["expires_at"]) - timedelta(hours=1)

    assert before <= issued_at <= datetime.now(UTC)


async def test_a_temporary_key_cannot_be_used_to_issue_another() -> None:
    """Otherwise a stolen key could be renewed forever."""
    served = app()
    key = await _key(served, WITH_TOKEN)
    response = await ask(
        served, "POST", KEYS, json=_key_request(), headers={"X-Auth-Token": key["securitytoken"]}
    )

    assert refusal(response) == (401, "APIG.0301")


async def test_a_temporary_key_for_an_unscoped_token_works_for_any_project() -> None:
    served = app()
    issued = await ask(served, "POST", TOKENS, json=login(scope=None))
    key = await _key(served, {"X-Auth-Token": issued.headers["x-subject-token"]})
    headers = _signed_with(key, key["securitytoken"])
    response = await ask(served, "POST", WEB_IMAGE, content=BODY, headers=headers)
    asking = {"X-Auth-Token": issued.headers["x-subject-token"], "X-Subject-Token": key["securitytoken"]}

    assert response.status_code == 200
    assert refusal(await ask(served, "GET", TOKENS, headers=asking)) == (404, "IAM.0004")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({}, (401, "ModelArts.4101")), ({"X-Auth-Token": "wrong"}, (401, "APIG.0301"))],
)
async def test_no_key_is_issued_without_a_valid_token(
    headers: dict[str, str], expected: tuple[int, str]
) -> None:
    assert refusal(await ask(app(), "POST", KEYS, json=_key_request(), headers=headers)) == expected


async def _projects(query: str = "", /, **configured: Any) -> list[tuple[str, str]]:
    served = app(credentials=CREDENTIALS.model_copy(update=configured))
    headers = signed("GET", PROJECTS + query)
    response = await ask(served, "GET", PROJECTS + query, headers=headers)
    assert response.status_code == 200, response.text
    assert response.json()["links"] == {}
    return [(project["id"], project["name"]) for project in response.json()["projects"]]


async def test_every_name_has_exactly_one_project_if_none_are_configured() -> None:
    """SDKs stop if they find no project or several."""
    expected = [(derived_id("project", "cn-north-4"), "cn-north-4")]

    assert await _projects("?name=cn-north-4") == await _projects("?name=cn-north-4") == expected


async def test_only_configured_projects_are_listed() -> None:
    assert await _projects(**TWO_PROJECTS) == [("p1", "north"), ("p2", "south")]
    assert await _projects("?name=south", **TWO_PROJECTS) == [("p2", "south")]
    assert await _projects("?name=east", **TWO_PROJECTS) == []


async def test_a_bound_principal_sees_its_own_projects_only() -> None:
    bound = {**TWO_PROJECTS, "bindings": {ACCESS_KEY: ("p2",)}}

    assert await _projects(**bound) == [("p2", "south")]
    assert await _projects("?name=north", **bound) == []


async def test_nothing_is_listed_without_a_name_and_configured_projects() -> None:
    assert await _projects() == []


async def test_a_project_has_the_same_id_in_the_list_and_in_a_token() -> None:
    served = app()
    issued = await ask(served, "POST", TOKENS, json=login())
    headers = {"X-Auth-Token": issued.headers["x-subject-token"]}
    listed = (await ask(served, "GET", f"{PROJECTS}?name=cn-north-4", headers=headers)).json()["projects"]

    assert [project["id"] for project in listed] == [issued.json()["token"]["project"]["id"]]
    assert listed[0]["domain_id"] == issued.json()["token"]["user"]["domain"]["id"]


async def test_a_static_token_belongs_to_the_default_domain() -> None:
    response = await ask(app(), "GET", DOMAINS, headers=WITH_TOKEN)
    (domain,) = response.json()["domains"]

    assert (domain["name"], domain["id"]) == ("wangtu", derived_id("domain", "wangtu"))
    assert USER.partition("/")[0] != domain["name"]


@pytest.mark.parametrize("path", [PROJECTS, DOMAINS])
async def test_look_ups_need_a_valid_credential(path: str) -> None:
    assert refusal(await ask(app(), "GET", path)) == (401, "ModelArts.4101")
    wrong = signed("GET", path, secret_key="wrong")
    assert refusal(await ask(app(), "GET", path, headers=wrong)) == (401, "APIG.0301")


@pytest.mark.parametrize(("method", "path"), [("GET", KEYS), ("POST", PROJECTS), ("GET", "/v3/users")])
async def test_other_operations_of_the_identity_service_are_unknown(method: str, path: str) -> None:
    assert refusal(await ask(app(), method, path, headers=WITH_TOKEN)) == (404, "APIG.0101")
