"""The documentation page and the OpenAPI description that it shows."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from service.api.endpoints import iam, ops, recognition
from service.api.endpoints.docs import PAGE, PAGE_FILES
from tests.service.api.app_harness import app, ask

pytestmark = pytest.mark.anyio

ABSOLUTE_URL = re.compile(r"(?:https?:)?//[a-z0-9]", re.IGNORECASE)


async def test_the_page_and_all_its_files_are_served() -> None:
    served = app()
    page = await ask(served, "GET", PAGE)
    files = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert len(files) == 3
    assert all(file.startswith(PAGE_FILES) for file in files)
    for file in files:
        response = await ask(served, "GET", file)
        assert response.status_code == 200
        assert response.content


async def test_the_page_contains_no_absolute_url() -> None:
    assert ABSOLUTE_URL.findall((await ask(app(), "GET", PAGE)).text) == []


async def test_the_page_shows_the_served_description() -> None:
    served = app()
    page = await ask(served, "GET", PAGE)

    assert f"'{served.openapi_url}'" in page.text
    assert (await ask(served, "GET", str(served.openapi_url))).json() == served.openapi()


@pytest.mark.parametrize(
    "path", ["/redoc", "/docs/", "/docs/oauth2-redirect", PAGE_FILES, f"{PAGE_FILES}/%00"]
)
async def test_no_other_page_exists(path: str) -> None:
    assert (await ask(app(), "GET", path)).status_code == 404


@pytest.mark.parametrize("requested", ["bytes=0-1", "bytes=9-1,x"], ids=["valid", "invalid"])
async def test_a_range_request_is_answered_with_the_whole_file(requested: str) -> None:
    path = f"{PAGE_FILES}/swagger-ui.css"
    whole = await ask(app(), "GET", path)
    response = await ask(app(), "GET", path, headers={"Range": requested})

    assert response.status_code == 200
    assert response.content == whole.content


def _operations(served: FastAPI) -> dict[tuple[str, str], Any]:
    paths: dict[str, dict[str, Any]] = served.openapi()["paths"]
    return {
        (method, path): operation for path, methods in paths.items() for method, operation in methods.items()
    }


def test_every_route_is_described() -> None:
    """HEAD routes are left out: they answer like GET without the body."""
    routes = {
        (method.lower(), route.path)
        for endpoints in (recognition, iam, ops)
        for route in endpoints.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
        if method != "HEAD"
    }

    assert set(_operations(app())) == routes
    assert ("post", "/v2/{project_id}/ocr/web-image") in routes


def test_the_description_is_the_same_every_time() -> None:
    served = app()

    assert served.openapi() == served.openapi() == app().openapi()


def test_both_credential_schemes_are_described_and_used() -> None:
    description = app().openapi()
    schemes = description["components"]["securitySchemes"]
    used = {
        name
        for operation in _operations(app()).values()
        for requirement in operation.get("security", ())
        for name in requirement
    }

    assert {scheme["name"] for scheme in schemes.values()} == {"X-Auth-Token", "Authorization"}
    assert used == set(schemes)


@pytest.mark.parametrize("path", ["/v2/{project_id}/ocr/web-image", "/v2/{project_id}/ocr/general-text"])
def test_recognition_accepts_either_credential(path: str) -> None:
    assert _operations(app())["post", path]["security"] == [{"token": []}, {"signature": []}]


def _references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in _references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return own + [found for item in value.values() for found in _references(item)]


def test_every_reference_of_the_description_resolves() -> None:
    description = app().openapi()
    references = _references(description)

    assert references
    for reference in references:
        place: Any = description
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        assert place
