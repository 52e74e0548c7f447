"""How each kind of operation refuses, as the OpenAPI description lists it: one answer for every status."""

from dataclasses import replace
from typing import Any

import orjson

from service import errors
from service.api.faults import ADDRESS_TOO_LONG, FAULTS, HEADERS_TOO_LARGE, NO_HTTP, UNEXPECTED, Fault
from service.api.openapi.schemas import FAULT, HEADERS, IDENTITY_FAULT

Faults = tuple[Fault, ...]

_WIRE = (NO_HTTP, ADDRESS_TOO_LONG, HEADERS_TOO_LARGE)
"""What the wire refuses before it is known which operation is meant."""

_RETRIED = {429, 503}
"""Statuses that say when to come again."""

_RETRY_AFTER = {"schema": {"type": "integer", "minimum": 1}, "required": True, "description": "Seconds."}

_PARTICULARS = {
    "api": "web-image",
    "expires_at": "2026-01-02T03:04:05.678900Z",
    "limit": 600,
    "what": "project: cn-north-4",
}
"""What stands in the examples for the fields of errors."""


def _faults(*kinds: type[errors.OcrError]) -> Faults:
    return tuple(FAULTS[kind] for kind in kinds)


_SENDING = (errors.SenderStalled, errors.BodyTooLarge, errors.EngineBusy, errors.DeadlineExceeded)
_BODY = (errors.InvalidRequest, errors.MalformedJson, *_SENDING)
_TOKEN = (errors.MissingCredential, errors.UnknownToken, errors.TokenExpired)
_SIGNED = (errors.SignatureMismatch, errors.SignatureExpired, errors.KeyLocked)
_LOGIN = (errors.WrongPassword, errors.AccountLocked)
_ELSEWHERE = (*_LOGIN, errors.NotFound, errors.CallerGone)

RECOGNITION = tuple(fault for kind, fault in FAULTS.items() if kind not in _ELSEWHERE)
NEW_TOKEN = _faults(*_BODY, *_LOGIN, errors.NotFound)
LOOKUP = _faults(*_SENDING, *_TOKEN, *_SIGNED)
TOKEN = (*LOOKUP, *_faults(errors.NotFound))
NEW_KEY = _faults(*_BODY, *_TOKEN)
READY = _faults(errors.EngineUnavailable)


def error_responses(faults: Faults, *, identity: bool = False) -> dict[str, Any]:
    """The responses for these faults, and for those that every operation has."""
    listed = dict.fromkeys((*faults, UNEXPECTED, *_WIRE))
    return {
        str(status): _answer([fault for fault in listed if fault.status == status], identity=identity)
        for status in sorted({fault.status for fault in listed})
    }


def _answer(faults: list[Fault], *, identity: bool) -> dict[str, Any]:
    examples = {
        f"{index} {fault.code}": {"value": _example(fault, identity=identity)}
        for index, fault in enumerate(faults, 1)
    }
    again = {"Retry-After": _RETRY_AFTER} if faults[0].status in _RETRIED else {}
    return {
        "description": "\n\n".join(f"`{fault.code}` {fault.message}" for fault in faults),
        "headers": {**HEADERS, **again},
        "content": {"application/json": {"schema": _schema(faults, identity=identity), "examples": examples}},
    }


def _schema(faults: list[Fault], *, identity: bool) -> dict[str, Any]:
    shape = IDENTITY_FAULT if identity and not set(faults) & set(_WIRE) else FAULT
    codes = sorted({fault.code for fault in faults})
    return {**shape, "properties": {**shape["properties"], "error_code": {"type": "string", "enum": codes}}}


def _example(fault: Fault, *, identity: bool) -> Any:
    told = replace(fault, message=fault.message.format(**_PARTICULARS))
    return orjson.loads(told.body(identity=identity and fault not in _WIRE))
