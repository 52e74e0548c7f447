"""The page that shows the description of the API, without a byte from elsewhere."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from service.api.openapi.operations import SCHEMAS, SECURITY_SCHEMES

PAGE, PARTS = "/docs", "/docs/parts"


class _Parts(StaticFiles):
    """Files that are sent whole: a range that is none would be refused in other words than the API's."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one file."""
        headers = [header for header in scope["headers"] if header[0] != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)


def install_docs(app: FastAPI) -> None:
    """Serve the description at /openapi.json and a page for people at /docs."""
    app.mount(PARTS, _Parts(packages=[("fastapi_swagger", "resources")]), name="parts")
    app.add_api_route(PAGE, _page(app), include_in_schema=False)
    describe = app.openapi
    app.openapi = lambda: _completed(describe())  # type: ignore[method-assign]  # FastAPI's own way


def _page(app: FastAPI) -> Any:
    async def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=str(app.openapi_url),
            title=app.title,
            swagger_js_url=f"{PARTS}/swagger-ui-bundle.js",
            swagger_css_url=f"{PARTS}/swagger-ui.css",
            swagger_favicon_url=f"{PARTS}/favicon-32x32.png",
        )

    return page


def _completed(description: dict[str, Any]) -> dict[str, Any]:
    for path in description["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)  # FastAPI's own, which nobody is ever answered
    description["components"] = {"schemas": SCHEMAS, "securitySchemes": SECURITY_SCHEMES}
    return description
