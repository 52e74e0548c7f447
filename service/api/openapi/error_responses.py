"""The error responses of every operation in the OpenAPI description: one response for each status."""

from dataclasses import replace
from typing import Any

import orjson

from service import errors
from service.api.faults import FAULTS, HEADERS_TOO_LARGE, INTERNAL_ERROR, INVALID_HTTP, URI_TOO_LONG, Fault
from service.api.openapi.schemas import FAULT, HEADERS, IDENTITY_FAULT

Faults = tuple[Fault, ...]

_BEFORE_ROUTING = (INVALID_HTTP, URI_TOO_LONG, HEADERS_TOO_LARGE)
"""Faults of requests that are refused before their operation is known."""

_RETRYABLE = {429, 503}
"""Statuses with a Retry-After header."""

_RETRY_AFTER = {
    "schema": {"type": "integer", "minimum": 1},
    "required": True,
    "description": "Seconds to wait.",
}

_EXAMPLE_FIELDS = {
    "api": "web-image",
    "expires_at": "2026-01-02T03:04:05.678900Z",
    "limit": 600,
    "item": "project: cn-north-4",
}
"""Field of an error → its value in the examples."""


def _faults(*kinds: type[errors.OcrError]) -> Faults:
    return tuple(FAULTS[kind] for kind in kinds)


_RECEIVING = (errors.SenderStalled, errors.BodyTooLarge, errors.EngineBusy, errors.DeadlineExceeded)
_JSON_BODY = (errors.InvalidRequest, errors.MalformedJson, *_RECEIVING)
_TOKEN = (errors.MissingCredential, errors.UnknownToken, errors.TokenExpired)
_SIGNATURE = (errors.SignatureMismatch, errors.SignatureExpired, errors.KeyLocked)
_LOGIN = (errors.WrongPassword, errors.AccountLocked)
_NOT_IN_RECOGNITION = (*_LOGIN, errors.NotFound, errors.CallerGone)

RECOGNITION = tuple(fault for kind, fault in FAULTS.items() if kind not in _NOT_IN_RECOGNITION)
NEW_TOKEN = _faults(*_JSON_BODY, *_LOGIN, errors.NotFound)
LOOKUP = _faults(*_RECEIVING, *_TOKEN, *_SIGNATURE)
TOKEN = (*LOOKUP, *_faults(errors.NotFound))
NEW_KEY = _faults(*_JSON_BODY, *_TOKEN)
READY = _faults(errors.EngineUnavailable)


def responses_for(faults: Faults, *, identity: bool = False) -> dict[str, Any]:
    """Returns the responses for these faults and for the faults that every operation has."""
    listed = dict.fromkeys((*faults, INTERNAL_ERROR, *_BEFORE_ROUTING))
    return {
        str(status): _response([fault for fault in listed if fault.status == status], identity=identity)
        for status in sorted({fault.status for fault in listed})
    }


def _response(faults: list[Fault], *, identity: bool) -> dict[str, Any]:
    examples = {
        f"{index} {fault.code}": {"value": _example(fault, identity=identity)}
        for index, fault in enumerate(faults, 1)
    }
    retry_after = {"Retry-After": _RETRY_AFTER} if faults[0].status in _RETRYABLE else {}
    return {
        "description": "\n\n".join(f"`{fault.code}` {fault.message}" for fault in faults),
        "headers": {**HEADERS, **retry_after},
        "content": {"application/json": {"schema": _schema(faults, identity=identity), "examples": examples}},
    }


def _schema(faults: list[Fault], *, identity: bool) -> dict[str, Any]:
    shape = IDENTITY_FAULT if identity and not set(faults) & set(_BEFORE_ROUTING) else FAULT
    codes = sorted({fault.code for fault in faults})
    return {**shape, "properties": {**shape["properties"], "error_code": {"type": "string", "enum": codes}}}


def _example(fault: Fault, *, identity: bool) -> Any:
    filled = replace(fault, message=fault.message.format(**_EXAMPLE_FIELDS))
    return orjson.loads(filled.body(identity=identity and fault not in _BEFORE_ROUTING))
