"""Requests that schemathesis draws from the service's own description, fitting it or not."""

from contextlib import suppress
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from benchmarks.fuzz.request import Throw, request
from benchmarks.fuzz.requests import SHOWN

HOME = "http://127.0.0.1:1/"
"""In place of every random address: nobody answers there."""


def described(url: str, count: int, drawn_with: int) -> list[Throw]:
    """At most `count` requests of all operations of the service at a url, the same ones for the same seed."""
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    ways = [
        (operation, mode)
        for operation in operations
        for mode in GenerationMode
        if mode.is_positive or operation.body  # without a body there is little to get wrong
    ]
    return [throw for way in ways for throw in _drawn(*way, max(1, count // len(ways)), drawn_with)]


def _drawn(
    operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, count: int, drawn_with: int
) -> list[Throw]:
    throws: list[Throw] = []

    @seed(drawn_with)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def draw(case: Case[Any]) -> None:
        with suppress(requests.RequestException):  # some random headers are none, and cannot be sent
            throws.append(_throw(case))

    draw()
    return throws


def _throw(case: Case[Any]) -> Throw:
    if isinstance(case.body, dict) and isinstance(case.body.get("url"), str):
        case.body = {**case.body, "url": HOME}
    prepared = requests.Request(**case.as_transport_kwargs(base_url="http://h")).prepare()
    body = prepared.body or b""
    shown = {**prepared.headers, **dict(SHOWN if case.method == "POST" else ())}
    headers = [(name, str(value)) for name, value in shown.items() if name != "Content-Length"]
    return request(
        "described",
        prepared.method or "",
        prepared.path_url,
        headers,
        body if isinstance(body, bytes) else str(body).encode(),
    )
