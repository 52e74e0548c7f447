"""Requests that schemathesis generates from the OpenAPI description of the service, valid and invalid."""

from contextlib import suppress
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from benchmarks.fuzz.http_requests import WITH_TOKEN
from benchmarks.fuzz.raw_request import RawRequest, with_body

UNUSED_ADDRESS = "http://127.0.0.1:1/"
"""Replaces every generated picture URL, so that nothing outside this machine is called."""


def openapi_requests(url: str, count: int, random_seed: int) -> list[RawRequest]:
    """Generate at most `count` requests, spread over all operations of the service at `url`."""
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    generators = [
        (operation, mode)
        for operation in operations
        for mode in GenerationMode
        if mode.is_positive or operation.body  # without a body there is little to make invalid
    ]
    share = max(1, count // len(generators))
    return [request for generator in generators for request in _generate(*generator, share, random_seed)]


def _generate(
    operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, count: int, random_seed: int
) -> list[RawRequest]:
    generated: list[RawRequest] = []

    @seed(random_seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def draw(case: Case[Any]) -> None:
        with suppress(requests.RequestException):  # `requests` rejects some of the generated headers
            generated.append(_raw_request(case))

    draw()
    return generated


def _raw_request(case: Case[Any]) -> RawRequest:
    if isinstance(case.body, dict) and isinstance(case.body.get("url"), str):
        case.body = {**case.body, "url": UNUSED_ADDRESS}
    prepared = requests.Request(**case.as_transport_kwargs(base_url="http://h")).prepare()
    body = prepared.body or b""
    headers = {**prepared.headers, **dict(WITH_TOKEN if case.method == "POST" else ())}
    return with_body(
        kind="described",
        method=prepared.method or "",
        target=prepared.path_url,
        headers=[(name, str(value)) for name, value in headers.items() if name != "Content-Length"],
        body=body if isinstance(body, bytes) else str(body).encode(),
    )
