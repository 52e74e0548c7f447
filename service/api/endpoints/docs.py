"""Serves the OpenAPI description and a page that shows it. No file is loaded from the internet."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from service.api.openapi.operations import SCHEMAS, SECURITY_SCHEMES

PAGE, PAGE_FILES = "/docs", "/docs/parts"


class _WholeFiles(StaticFiles):
    """Static files without range requests, because Starlette answers invalid ranges in plain text."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends one file."""
        headers = [header for header in scope["headers"] if header[0] != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)


def install_docs(app: FastAPI) -> None:
    """Serves the description at /openapi.json and the page at /docs."""
    app.mount(PAGE_FILES, _WholeFiles(packages=[("fastapi_swagger", "resources")]), name="parts")
    app.add_api_route(PAGE, _page(app), include_in_schema=False)
    generated = app.openapi
    app.openapi = lambda: _completed(generated())  # type: ignore[method-assign]  # as FastAPI documents


def _page(app: FastAPI) -> Any:
    async def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=str(app.openapi_url),
            title=app.title,
            swagger_js_url=f"{PAGE_FILES}/swagger-ui-bundle.js",
            swagger_css_url=f"{PAGE_FILES}/swagger-ui.css",
            swagger_favicon_url=f"{PAGE_FILES}/favicon-32x32.png",
        )

    return page


def _completed(description: dict[str, Any]) -> dict[str, Any]:
    for path in description["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)  # added by FastAPI, but never sent
    description["components"] = {"schemas": SCHEMAS, "securitySchemes": SECURITY_SCHEMES}
    return description
