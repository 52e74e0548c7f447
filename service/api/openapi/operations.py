"""The parts of the OpenAPI description that FastAPI cannot derive: bodies, credentials and responses."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.api.bodies.general_text import GeneralTextRequest
from service.api.bodies.keystone import KeyRequest, TokenRequest
from service.api.bodies.web_image import WebImageRequest
from service.api.openapi import error_responses, schemas

SECURITY_SCHEMES: dict[str, Any] = {
    "token": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Auth-Token",
        "description": "A static token, or one from `POST /v3/auth/tokens`.",
    },
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "An SDK-HMAC-SHA256 signature of the request, as the cloud's SDKs make it. It needs "
        "`X-Sdk-Date`, at most 15 minutes from now. A temporary access key also needs `X-Security-Token`.",
    },
}

_REQUESTS: tuple[type[BaseModel], ...] = (WebImageRequest, GeneralTextRequest, TokenRequest, KeyRequest)

SCHEMAS: dict[str, Any] = models_json_schema(
    [(model, "validation") for model in _REQUESTS], ref_template="#/components/schemas/{model}"
)[1]["$defs"]
"""Component name → JSON schema of a request body or of a part of one."""

_SECURED: list[dict[str, list[str]]] = [{"token": []}, {"signature": []}]


def _json(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema, **more}}


def _response(description: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    headers = {**schemas.HEADERS, **more}
    return {"description": description, "headers": headers, "content": _json(schema)}


def _request(model: type[BaseModel], limit: str, **examples: Any) -> dict[str, Any]:
    named = {name: {"value": value} for name, value in examples.items()}
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {
        "required": True,
        "description": f"At most {limit}. Parsed as JSON, whatever the Content-Type is.",
        "content": _json(schema, examples=named),
    }


def _recognition(model: type[BaseModel], result: dict[str, Any], **examples: Any) -> dict[str, Any]:
    success = _response(
        "The recognized text.", {"type": "object", "required": ["result"], "properties": {"result": result}}
    )
    return {
        "tags": ["recognition"],
        "security": _SECURED,
        "parameters": [
            {
                "name": "X-Project-Id",
                "in": "header",
                "description": "The project, if the path names none.",
                "schema": {"type": "string"},
            }
        ],
        "requestBody": _request(model, "12 MB", **examples),
        "responses": {"200": success, **error_responses.responses_for(error_responses.RECOGNITION)},
    }


def _identity(faults: error_responses.Faults, **successes: Any) -> dict[str, Any]:
    return {
        "tags": ["identity"],
        "responses": {**successes, **error_responses.responses_for(faults, identity=True)},
    }


def _health(status: str, faults: error_responses.Faults = ()) -> dict[str, Any]:
    schema = {"type": "object", "required": ["status"], "properties": {"status": {"const": status}}}
    return {
        "tags": ["operations"],
        "responses": {"200": _response(status.capitalize(), schema), **error_responses.responses_for(faults)},
    }


_WHITE_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQAAAAA3iMLMAAAAH0lEQVQIHQXBAQEAAABAIP6PpgzDMAzDMAzDMAzDMAaITxABS9Cg"
    "rAAAAABJRU5ErkJggg=="
)
_IMAGE = {"image": _WHITE_PNG}
_URL = {"url": "https://example.com/poster.png"}

WEB_IMAGE = _recognition(
    WebImageRequest,
    schemas.WEB_IMAGE,
    image={**_IMAGE, "extract_type": ["contact_info", "image_size"]},
    url={**_URL, "detect_direction": True},
)
GENERAL_TEXT = _recognition(
    GeneralTextRequest,
    schemas.GENERAL_TEXT,
    image={**_IMAGE, "character_mode": True},
    url={**_URL, "detect_direction": True},
)

_SUBJECT = {"X-Subject-Token": {"schema": {"type": "string"}, "required": True, "description": "The token."}}

NEW_TOKEN = {
    **_identity(error_responses.NEW_TOKEN, **{"201": _response("The token.", schemas.TOKEN, **_SUBJECT)}),
    "requestBody": _request(
        TokenRequest,
        "64 KB",
        password={
            "auth": {
                "identity": {
                    "methods": ["password"],
                    "password": {"user": {"name": "me", "password": "…", "domain": {"name": "company"}}},
                },
                "scope": {"project": {"name": "cn-north-4"}},
            }
        },
    ),
}
TOKEN = {
    **_identity(
        error_responses.TOKEN,
        **{"200": _response("The description of the token.", schemas.TOKEN, **_SUBJECT)},
    ),
    "security": _SECURED,
    "parameters": [
        {
            "name": "X-Subject-Token",
            "in": "header",
            "required": True,
            "description": "The token to describe.",
            "schema": {"type": "string"},
        }
    ],
}
PROJECTS = {
    **_identity(error_responses.LOOKUP, **{"200": _response("The projects.", schemas.PROJECTS)}),
    "security": _SECURED,
}
DOMAINS = {
    **_identity(error_responses.LOOKUP, **{"200": _response("The domain.", schemas.DOMAINS)}),
    "security": _SECURED,
}
NEW_KEY = {
    **_identity(
        error_responses.NEW_KEY, **{"201": _response("The key. Its secret is not shown again.", schemas.KEY)}
    ),
    "security": [{"token": []}, {}],
    "requestBody": _request(
        KeyRequest,
        "64 KB",
        token={"auth": {"identity": {"methods": ["token"], "token": {"duration_seconds": 3600}}}},
    ),
}

LIVE = _health("live")
READY = _health("ready", error_responses.READY)
