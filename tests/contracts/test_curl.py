"""Requests with curl: with its default headers, and in the ways in which it is commonly used."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.contracts.pictures import BLANK, blank, in_base64
from tests.harness.service import PROJECT, TOKEN, Service

CURL = shutil.which("curl")

pytestmark = pytest.mark.skipif(CURL is None, reason="there is no curl on this machine")

WITH_TOKEN = ("-H", f"X-Auth-Token: {TOKEN}")
AS_JSON = ("-H", "Content-Type: application/json")
FROM_INPUT = ("--data-binary", "@-")
BODY = json.dumps({"image": BLANK}).encode()
LARGE_BODY = json.dumps({"image": in_base64(blank(640, "BMP"))}).encode()
"""More than 1 MB: above this size curl waits for 100 Continue."""


def _curl(url: str, *arguments: str, body: bytes) -> tuple[int, Any, str]:
    """Returns status, body and curl's trace: request lines begin with `>`, response lines with `<`."""
    assert CURL is not None
    command = [CURL, "-sSv", "-w", "\n%{http_code}", *arguments, url]
    done = subprocess.run(command, input=body, capture_output=True, check=True)
    answer, _, status = done.stdout.rpartition(b"\n")
    return int(status), json.loads(answer), done.stderr.decode()


def _is_blank(answer: Any) -> bool:
    result: dict[str, Any] = answer["result"]
    return result == {"words_block_count": 0, "words_block_list": [], "extracted_data": {}}


def test_a_picture_is_read_with_a_token(service: Service) -> None:
    status, answer, trace = _curl(service.path, *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=BODY)

    assert status == 200
    assert _is_blank(answer)
    assert "< content-type: application/json" in trace.lower()
    assert "< x-request-id: " in trace.lower()


def test_a_large_body_is_sent_after_100_continue(service: Service) -> None:
    assert len(LARGE_BODY) > 1024 * 1024
    status, answer, trace = _curl(service.path, *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=LARGE_BODY)

    assert "> Expect: 100-continue" in trace
    assert "< HTTP/1.1 100 Continue" in trace
    assert status == 200
    assert _is_blank(answer)


def test_a_large_body_without_a_credential_is_refused_before_it_is_sent(service: Service) -> None:
    status, answer, trace = _curl(service.path, *AS_JSON, *FROM_INPUT, body=LARGE_BODY)

    assert (status, answer["error_code"]) == (401, "ModelArts.4101")
    assert "100 Continue" not in trace


@pytest.mark.parametrize("body", [BODY, LARGE_BODY], ids=["small", "large"])
def test_a_chunked_body_is_read(service: Service, body: bytes) -> None:
    chunked = ("-X", "POST", "-H", "Transfer-Encoding: chunked", "-T", "-")
    status, answer, trace = _curl(service.path, *WITH_TOKEN, *AS_JSON, *chunked, body=body)

    assert "> Transfer-Encoding: chunked" in trace
    assert "Content-Length" not in trace.partition("< HTTP")[0]
    assert status == 200
    assert _is_blank(answer)


@pytest.mark.parametrize(
    "content_type",
    ["Content-Type:", "Content-Type: application/x-www-form-urlencoded", "Content-Type: text/plain; x=y"],
    ids=["none", "curl's default", "another"],
)
def test_any_content_type_is_read_as_json(service: Service, content_type: str) -> None:
    status, answer, _ = _curl(service.path, *WITH_TOKEN, "-H", content_type, *FROM_INPUT, body=BODY)

    assert status == 200
    assert _is_blank(answer)


@pytest.mark.parametrize("version", ["--http1.0", "--http1.1", "--http2"])
def test_every_http_version_of_curl_is_answered(service: Service, version: str) -> None:
    """`--http2` offers an upgrade, which is ignored."""
    status, answer, _ = _curl(service.path, version, *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=BODY)

    assert status == 200
    assert _is_blank(answer)


def test_a_request_that_accepts_compression_is_answered(service: Service) -> None:
    status, answer, _ = _curl(service.path, "--compressed", *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=BODY)

    assert status == 200
    assert _is_blank(answer)


@pytest.mark.parametrize("size", [9_000, 31_000])
def test_a_token_as_large_as_those_of_the_cloud_is_checked(service: Service, size: int) -> None:
    large = ("-H", f"X-Auth-Token: {'M' * size}")
    status, answer, _ = _curl(service.path, *large, *AS_JSON, *FROM_INPUT, body=BODY)

    assert (status, answer["error_code"]) == (401, "APIG.0301")


def test_base64_with_line_breaks_is_read(service: Service) -> None:
    """The tool `base64` prints such line breaks. Here they are escaped in JSON."""
    lines = "\r\n".join(BLANK[start : start + 76] for start in range(0, len(BLANK), 76))
    body = json.dumps({"image": f"{lines}\n"}).encode()
    status, answer, _ = _curl(service.path, *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=body)

    assert "\\r\\n" in body.decode()
    assert status == 200
    assert _is_blank(answer)


def test_unescaped_line_breaks_are_malformed_json(service: Service) -> None:
    """A shell script sends such a body if it inserts the output of `base64` into a string."""
    body = b'{"image":"' + BLANK.encode()[:76] + b"\n" + BLANK.encode()[76:] + b'"}'
    status, answer, _ = _curl(service.path, *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=body)

    assert (status, answer["error_code"]) == (400, "ModelArts.4105")


@pytest.mark.parametrize(
    "path",
    [
        f"/v2/{PROJECT}/ocr/web-image",
        "/v2/%7Bproject_id%7D/ocr/web-image",
        "/v2/{project_id}/ocr/web-image",
        "/v1.0/ocr/web-image",
    ],
)
def test_every_path_of_the_api_is_served(service: Service, path: str) -> None:
    status, answer, _ = _curl(
        f"{service.url}{path}", "--globoff", *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=BODY
    )

    assert status == 200
    assert _is_blank(answer)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        (f"/v2/{PROJECT}/ocr/web-image/", "POST"),
        (f"//v2/{PROJECT}/ocr/web-image", "POST"),
        (f"/v2/{PROJECT}/ocr/passport", "POST"),
        ("/", "GET"),
        (f"/v2/{PROJECT}/ocr/web-image", "PUT"),
    ],
)
def test_every_other_path_gives_the_clouds_error_and_no_redirect(
    service: Service, path: str, method: str
) -> None:
    status, answer, trace = _curl(
        f"{service.url}{path}", "-X", method, *WITH_TOKEN, *AS_JSON, *FROM_INPUT, body=BODY
    )

    assert (status, answer["error_code"]) == (404, "APIG.0101")
    assert "< x-request-id: " in trace.lower()
