"""The page for people, and the description that it shows."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from service.api.endpoints import iam, ops, recognition
from service.api.endpoints.docs import PAGE, PARTS
from tests.service.api.app_harness import app, ask

pytestmark = pytest.mark.anyio

EVERYWHERE = re.compile(r"(?:https?:)?//[a-z0-9]", re.IGNORECASE)


async def test_the_page_and_all_of_its_parts_are_served_here() -> None:
    served = app()
    page = await ask(served, "GET", PAGE)
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert len(parts) == 3
    assert all(part.startswith(PARTS) for part in parts)
    for part in parts:
        response = await ask(served, "GET", part)
        assert response.status_code == 200
        assert response.content


async def test_the_page_names_no_address_of_elsewhere() -> None:
    assert EVERYWHERE.findall((await ask(app(), "GET", PAGE)).text) == []


async def test_the_page_shows_the_description_that_is_served() -> None:
    served = app()
    page = await ask(served, "GET", PAGE)

    assert f"'{served.openapi_url}'" in page.text
    assert (await ask(served, "GET", str(served.openapi_url))).json() == served.openapi()


@pytest.mark.parametrize("path", ["/redoc", "/docs/", "/docs/oauth2-redirect", PARTS, f"{PARTS}/%00"])
async def test_there_is_no_other_page(path: str) -> None:
    assert (await ask(app(), "GET", path)).status_code == 404


def _operations(served: FastAPI) -> dict[tuple[str, str], Any]:
    paths: dict[str, dict[str, Any]] = served.openapi()["paths"]
    return {(method, path): said for path, methods in paths.items() for method, said in methods.items()}


def test_every_route_is_described() -> None:
    """HEAD is GET without its body, and is not described again."""
    routes = {
        (method.lower(), route.path)
        for part in (recognition, iam, ops)
        for route in part.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
        if method != "HEAD"
    }

    assert set(_operations(app())) == routes
    assert ("post", "/v2/{project_id}/ocr/web-image") in routes


def test_a_description_may_be_asked_for_again() -> None:
    served = app()

    assert served.openapi() == served.openapi() == app().openapi()


def test_the_page_knows_both_ways_to_authenticate() -> None:
    description = app().openapi()
    schemes = description["components"]["securitySchemes"]
    used = {name for said in _operations(app()).values() for way in said.get("security", ()) for name in way}

    assert {scheme["name"] for scheme in schemes.values()} == {"X-Auth-Token", "Authorization"}
    assert used == set(schemes)


@pytest.mark.parametrize("path", ["/v2/{project_id}/ocr/web-image", "/v2/{project_id}/ocr/general-text"])
def test_recognition_may_be_tried_with_either_credential(path: str) -> None:
    assert _operations(app())["post", path]["security"] == [{"token": []}, {"signature": []}]


def _references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in _references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return own + [found for item in value.values() for found in _references(item)]


def test_whatever_the_description_refers_to_is_in_it() -> None:
    description = app().openapi()
    references = _references(description)

    assert references
    for reference in references:
        place: Any = description
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        assert place
