"""The service against its own OpenAPI description: schemathesis throws dice at every operation."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.bodies.recognition import LONGEST_BASE64
from service.download.target import LONGEST_URL
from tests.contracts.pictures import BLANK, blank, in_base64, served
from tests.harness.samples import sample
from tests.harness.service import PASSWORD, PROJECT, TOKEN, USER, Service
from tests.service.api.app_harness import app

CHECKS: Mapping[str, Any] = {
    # It wants 405, where the cloud, and so this service, answers 404 APIG.0101; held by a test of its own.
    "unsupported_method": {"enabled": False},
    # Keystone answers 404 where the token that is asked about is missing, like for any other unknown one.
    "missing_required_header": {"expected-statuses": [401, 404]},
    # These follow a resource from one call to the next, or ask with a second identity; nothing is kept here.
    "use_after_free": {"enabled": False},
    "ensure_resource_availability": {"enabled": False},
    "object_level_authorization": {"enabled": False},
}

GENERATION = {"max-examples": 30, "deterministic": True, "database": "none"}
CONFIG = SchemathesisConfig.from_dict({"seed": 20260101, "generation": GENERATION, "checks": CHECKS})

DESCRIPTION = app().openapi()
SCHEMA = schemathesis.openapi.from_dict(deepcopy(DESCRIPTION), config=CONFIG)

KNOWN = {"X-Auth-Token": TOKEN}

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "ANYTHING")

HEADS = ("/live", "/ready", "/v3/auth/tokens")
"""What is there for HEAD too, which is GET without a body and needs no description of its own."""

LONGEST = {"image": LONGEST_BASE64, "url": LONGEST_URL}

Sent = Mapping[str, Any]


@pytest.fixture(scope="session")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """A picture without text by each way of sending one."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "blank.png").write_bytes(blank(64, "PNG"))
    with served(folder) as address:
        yield {"image": BLANK, "url": f"{address}/blank.png"}


def _with_pictures(case: Case[Any], blanks: Sent) -> None:
    """Make pictures of the random strings that the description would have be pictures."""
    if isinstance(case.body, dict):
        named = {name: case.body.get(name) for name in blanks}
        fitting = {name for name, text in named.items() if isinstance(text, str) and text}
        case.body |= {name: blanks[name] for name in fitting if len(str(named[name])) <= LONGEST[name]}


@SCHEMA.parametrize()
def test_a_known_caller_is_answered_as_described(case: Case[Any], service: Service, blanks: Sent) -> None:
    """Whatever is sent: what fits the description has its way, and what does not is refused."""
    _with_pictures(case, blanks)
    case.call_and_validate(service.url, headers=KNOWN)


@SCHEMA.include(path_regex="/ocr/").parametrize()
def test_random_strings_for_pictures_are_refused_as_described(case: Case[Any], service: Service) -> None:
    """No JSON schema can say which strings are pictures, so that these fit and are refused all the same."""
    if isinstance(case.body, dict) and "//" in str(case.body.get("url")):
        case.body |= {"url": "http://127.0.0.1:9/"}  # where nobody answers, today and tomorrow
    case.call_and_validate(service.url, headers=KNOWN, excluded_checks=[positive_data_acceptance])


@SCHEMA.parametrize()
def test_an_unknown_caller_is_answered_as_described(case: Case[Any], service: Service) -> None:
    """Whatever is sent, with random credentials or none."""
    case.call_and_validate(service.url)


WEB_IMAGE, GENERAL_TEXT = "/v2/{project_id}/ocr/web-image", "/v2/{project_id}/ocr/general-text"
FIRST_WEB_IMAGE = "/v1.0/ocr/web-image"
TOKENS, KEYS = "/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"

PICTURE = {"image": in_base64(sample("digits").path.read_bytes())}


def _login(**auth: Any) -> dict[str, Any]:
    domain, _, name = USER.partition("/")
    user = {"name": name, "password": PASSWORD, "domain": {"name": domain}}
    return {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, **auth}}


def _send(service: Service, method: str, path: str, sent: Sent) -> requests.Response:
    """Send one request of a known caller, and hold its answer against the description."""
    headers = {**KNOWN, **sent.get("headers", {})}
    inner = {"project_id": PROJECT} if "{project_id}" in path else {}
    case = SCHEMA[path][method].Case(path_parameters=inner, **{**sent, "headers": headers})
    parts: dict[str, Any] = {"json": sent.get("body"), "params": sent.get("query"), "headers": headers}
    response = requests.request(method, service.url + path.format(**inner), **parts, timeout=60)
    case.validate_response(response)
    return response


SUCCESSES: tuple[tuple[str, str, Sent, int], ...] = (
    ("POST", WEB_IMAGE, {"body": {**PICTURE, "extract_type": ["contact_info", "image_size"]}}, 200),
    ("POST", WEB_IMAGE, {"body": {**PICTURE, "url": "", "detect_font": True, "extract_type": None}}, 200),
    ("POST", FIRST_WEB_IMAGE, {"body": {**PICTURE, "detect_direction": True}}, 200),
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
"""What random requests do not come to: a request of every operation that has its way, and its status."""


@pytest.mark.parametrize(("method", "path", "sent", "status"), SUCCESSES)
def test_each_success_is_described(service: Service, method: str, path: str, sent: Sent, status: int) -> None:
    assert _send(service, method, path, sent).status_code == status


def test_what_a_token_says_is_as_described(service: Service) -> None:
    token = _send(service, "POST", TOKENS, {"body": _login()}).headers["X-Subject-Token"]

    assert _send(service, "GET", TOKENS, {"headers": {"X-Subject-Token": token}}).status_code == 200


def test_the_list_of_successes_has_every_operation() -> None:
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
def test_what_the_wire_refuses_is_as_described(service: Service, sent: Sent, status: int) -> None:
    for path in (FIRST_WEB_IMAGE, TOKENS, KEYS):
        assert _send(service, "POST", path, sent).status_code == status


@pytest.mark.parametrize("path", DESCRIPTION["paths"])
def test_a_method_that_is_not_described_is_no_api(service: Service, path: str) -> None:
    described = {method.upper() for method in DESCRIPTION["paths"][path]}
    described |= {"HEAD"} if path in HEADS else set()

    url = service.url + path.format(project_id=PROJECT)

    for method in set(METHODS) - described:
        response = requests.request(method, url, headers=KNOWN, timeout=60)

        assert response.status_code == 404, method
        assert method == "HEAD" or response.json()["error_code"] == "APIG.0101"
        assert response.headers["X-Request-Id"]


def test_the_service_shows_this_description_and_it_is_openapi(service: Service) -> None:
    SCHEMA.validate()

    assert requests.get(f"{service.url}/openapi.json", timeout=60).json() == DESCRIPTION


def _media() -> Iterator[dict[str, Any]]:
    """Every body of the description, of requests and of answers."""
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
