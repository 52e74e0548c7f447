"""Compares the answers of the service with its OpenAPI description. schemathesis makes random requests."""

import os
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.bodies.recognition import LONGEST_BASE64
from service.download.target import LONGEST_URL
from tests.contracts.openapi_config import CONFIG
from tests.contracts.pictures import BLANK, blank, in_base64, served
from tests.harness.samples import sample
from tests.harness.service import PASSWORD, PROJECT, TOKEN, USER, Service
from tests.service.api.app_harness import app

if "PYTEST_XDIST_WORKER" in os.environ:
    pytest.skip(
        "pytest-xdist loses failures of schemathesis: `make test` runs this apart", allow_module_level=True
    )

DESCRIPTION = app().openapi()
SCHEMA = schemathesis.openapi.from_dict(deepcopy(DESCRIPTION), config=CONFIG)

WITH_TOKEN = {"X-Auth-Token": TOKEN}

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "ANYTHING")

HEAD_PATHS = ("/live", "/ready", "/v3/auth/tokens")
"""Paths that also answer HEAD. The description does not list HEAD."""

MAX_LENGTHS = {"image": LONGEST_BASE64, "url": LONGEST_URL}

Sent = Mapping[str, Any]


@pytest.fixture(scope="session")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """Field name → a picture without text, in base64 or as a url."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "blank.png").write_bytes(blank(64, "PNG"))
    with served(folder) as address:
        yield {"image": BLANK, "url": f"{address}/blank.png"}


def _with_pictures(case: Case[Any], blanks: Sent) -> None:
    """Replaces random strings in picture fields by pictures, unless they are too long."""
    if isinstance(case.body, dict):
        texts = {name: case.body.get(name) for name in blanks}
        filled = {name for name, text in texts.items() if isinstance(text, str) and text}
        case.body |= {name: blanks[name] for name in filled if len(str(texts[name])) <= MAX_LENGTHS[name]}


@SCHEMA.parametrize()
def test_an_authenticated_caller_is_answered_as_described(
    case: Case[Any], service: Service, blanks: Sent
) -> None:
    """Requests that fit the description succeed, all others are refused."""
    _with_pictures(case, blanks)
    case.call_and_validate(service.url, headers=WITH_TOKEN)


@SCHEMA.include(path_regex="/ocr/").parametrize()
def test_random_strings_for_pictures_are_refused_as_described(case: Case[Any], service: Service) -> None:
    """These requests fit the schema, which cannot express that a string is a picture."""
    if isinstance(case.body, dict) and "//" in str(case.body.get("url")):
        case.body |= {"url": "http://127.0.0.1:9/"}  # nothing listens on this port
    case.call_and_validate(service.url, headers=WITH_TOKEN, excluded_checks=[positive_data_acceptance])


@SCHEMA.parametrize()
def test_an_unauthenticated_caller_is_answered_as_described(case: Case[Any], service: Service) -> None:
    """Random requests with random credentials or none."""
    case.call_and_validate(service.url)


WEB_IMAGE, GENERAL_TEXT = "/v2/{project_id}/ocr/web-image", "/v2/{project_id}/ocr/general-text"
WEB_IMAGE_V1 = "/v1.0/ocr/web-image"
TOKENS, KEYS = "/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"

PICTURE = {"image": in_base64(sample("digits").path.read_bytes())}


def _login(**auth: Any) -> dict[str, Any]:
    domain, _, name = USER.partition("/")
    user = {"name": name, "password": PASSWORD, "domain": {"name": domain}}
    return {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, **auth}}


def _send(service: Service, method: str, path: str, sent: Sent) -> requests.Response:
    """Sends an authenticated request and checks the answer against the description."""
    headers = {**WITH_TOKEN, **sent.get("headers", {})}
    path_parameters = {"project_id": PROJECT} if "{project_id}" in path else {}
    case = SCHEMA[path][method].Case(path_parameters=path_parameters, **{**sent, "headers": headers})
    parts: dict[str, Any] = {"json": sent.get("body"), "params": sent.get("query"), "headers": headers}
    response = requests.request(method, service.url + path.format(**path_parameters), **parts, timeout=60)
    case.validate_response(response)
    return response


SUCCESSES: tuple[tuple[str, str, Sent, int], ...] = (
    ("POST", WEB_IMAGE, {"body": {**PICTURE, "extract_type": ["contact_info", "image_size"]}}, 200),
    ("POST", WEB_IMAGE, {"body": {**PICTURE, "url": "", "detect_font": True, "extract_type": None}}, 200),
    ("POST", WEB_IMAGE_V1, {"body": {**PICTURE, "detect_direction": True}}, 200),
    ("POST", GENERAL_TEXT, {"body": {**PICTURE, "character_mode": True, "detect_direction": True}}, 200),
    ("POST", GENERAL_TEXT, {"body": PICTURE}, 200),
    ("POST", TOKENS, {"body": _login()}, 201),
    ("POST", TOKENS, {"body": _login(scope={"project": {"name": "cn-north-4"}})}, 201),
    ("GET", "/v3/projects", {}, 200),
    ("GET", "/v3/projects", {"query": {"name": "cn-north-4"}}, 200),
    ("GET", "/v3/auth/domains", {}, 200),
    ("POST", KEYS, {"body": {"auth": {"identity": {"methods": ["token"]}}}}, 201),
    ("GET", "/live", {}, 200),
    ("GET", "/ready", {}, 200),
)
"""A successful request for every operation, with its status. Random requests rarely succeed."""


@pytest.mark.parametrize(("method", "path", "sent", "status"), SUCCESSES)
def test_every_success_is_described(
    service: Service, method: str, path: str, sent: Sent, status: int
) -> None:
    assert _send(service, method, path, sent).status_code == status


def test_the_answer_about_a_token_fits_the_openapi_description(service: Service) -> None:
    token = _send(service, "POST", TOKENS, {"body": _login()}).headers["X-Subject-Token"]

    assert _send(service, "GET", TOKENS, {"headers": {"X-Subject-Token": token}}).status_code == 200


def test_the_list_of_successes_covers_every_operation() -> None:
    described = {(method.upper(), path) for path, part in DESCRIPTION["paths"].items() for method in part}

    assert described == {(method, path) for method, path, *_ in SUCCESSES} | {("GET", TOKENS)}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"body": {"image": "A" * (12 * 1024 * 1024)}}, 413),
        ({"body": PICTURE, "query": {"name": "a" * (33 * 1024)}}, 414),
        ({"body": PICTURE, "headers": {"X-Long": "a" * (33 * 1024)}}, 494),
        ({"body": PICTURE, "headers": {"Transfer-Encoding": "chunked"}}, 400),
    ],
)
def test_errors_before_routing_are_as_described(service: Service, sent: Sent, status: int) -> None:
    for path in (WEB_IMAGE_V1, TOKENS, KEYS):
        assert _send(service, "POST", path, sent).status_code == status


@pytest.mark.parametrize("path", DESCRIPTION["paths"])
def test_a_method_that_is_not_described_is_unknown(service: Service, path: str) -> None:
    described = {method.upper() for method in DESCRIPTION["paths"][path]}
    described |= {"HEAD"} if path in HEAD_PATHS else set()
    url = service.url + path.format(project_id=PROJECT)

    for method in set(METHODS) - described:
        response = requests.request(method, url, headers=WITH_TOKEN, timeout=60)

        assert response.status_code == 404, method
        assert method == "HEAD" or response.json()["error_code"] == "APIG.0101"
        assert response.headers["X-Request-Id"]


def test_the_served_description_is_valid_openapi(service: Service) -> None:
    SCHEMA.validate()

    assert requests.get(f"{service.url}/openapi.json", timeout=60).json() == DESCRIPTION


def _media() -> Iterator[dict[str, Any]]:
    """Yields the media objects of all request and response bodies."""
    for path in DESCRIPTION["paths"].values():
        for operation in path.values():
            yield from operation.get("requestBody", {}).get("content", {}).values()
            for answer in operation["responses"].values():
                yield from answer["content"].values()


def test_every_example_fits_its_schema() -> None:
    examples = [(media["schema"], each) for media in _media() for each in media.get("examples", {}).values()]

    assert len(examples) > 100
    for schema, example in examples:
        jsonschema_rs.validate({**schema, "components": DESCRIPTION["components"]}, example["value"])
