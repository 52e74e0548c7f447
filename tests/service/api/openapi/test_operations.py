"""The OpenAPI description compared with the answers of the app."""

import re
from typing import Any

import httpx
import pytest

from service import errors
from service.api.faults import FAULTS
from tests.service.api.app_harness import (
    DOMAINS,
    GENERAL_TEXT,
    KEYS,
    PICTURE,
    PROJECTS,
    TOKENS,
    WEB_IMAGE,
    WITH_TOKEN,
    app,
    ask,
    login,
)
from tests.service.api.fault_triggers import TRIGGERS

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("logged")]

VISIBLE_ERRORS = [error for error in FAULTS if error is not errors.CallerGone]
DESCRIPTION = app().openapi()
KEY_REQUEST = {"auth": {"identity": {"methods": ["token"]}}}

SUCCESSES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "web-image": ("POST", WEB_IMAGE, {"json": PICTURE, "headers": WITH_TOKEN}),
    "version 1": ("POST", "/v1.0/ocr/web-image", {"json": PICTURE, "headers": WITH_TOKEN}),
    "general-text": ("POST", GENERAL_TEXT, {"json": PICTURE, "headers": WITH_TOKEN}),
    "a token": ("POST", TOKENS, {"json": login()}),
    "a key": ("POST", KEYS, {"json": KEY_REQUEST, "headers": WITH_TOKEN}),
    "projects": ("GET", f"{PROJECTS}?name=cn-north-4", {"headers": WITH_TOKEN}),
    "domains": ("GET", DOMAINS, {"headers": WITH_TOKEN}),
    "alive": ("GET", "/live", {}),
    "ready": ("GET", "/ready", {}),
}


def _described(request: httpx.Request) -> dict[str, Any]:
    """Returns the described responses of a request."""
    for template, methods in DESCRIPTION["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, request.url.path) and request.method.lower() in methods:
            responses: dict[str, Any] = methods[request.method.lower()]["responses"]
            return responses
    raise AssertionError(request)


@pytest.mark.parametrize("error", VISIBLE_ERRORS, ids=lambda error: error.__name__)
async def test_every_error_is_described_for_its_operation(error: type[errors.OcrError]) -> None:
    response = await TRIGGERS[error]()
    described = _described(response.request)[str(response.status_code)]
    (content,) = described["content"].values()
    examples = [example["value"] for example in content["examples"].values()]

    assert FAULTS[error].code in [example["error_code"] for example in examples]
    assert all(set(example) == set(response.json()) for example in examples)
    assert "X-Request-Id" in described["headers"]


@pytest.mark.parametrize("name", SUCCESSES)
async def test_every_success_is_described_with_its_fields(name: str) -> None:
    method, path, sent = SUCCESSES[name]
    response = await ask(app(), method, path, **sent)
    described = _described(response.request)[str(response.status_code)]
    schema = described["content"]["application/json"]["schema"]

    assert response.is_success
    assert set(schema["required"]) <= set(response.json()) <= set(schema["properties"])


def test_no_status_is_described_that_is_never_sent() -> None:
    statuses = {
        int(status)
        for methods in DESCRIPTION["paths"].values()
        for operation in methods.values()
        for status in operation["responses"]
    }

    assert statuses <= {200, 201, 414, 494, 500} | {FAULTS[error].status for error in VISIBLE_ERRORS}
