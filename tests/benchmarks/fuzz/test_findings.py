"""Rules for answers and log lines."""

import base64
import json

import pytest

from benchmarks.fuzz.client import Answer
from benchmarks.fuzz.findings import complaints, finding
from benchmarks.fuzz.raw_request import RawRequest

HEADERS = {"x-request-id": "0" * 32, "content-type": "application/json"}
REQUEST = RawRequest("picture", (b"POST / HTTP/1.1\r\n", b"\r\n"))


def _answer(status: int, code: str = "AIS.0105", **headers: str) -> Answer:
    body = json.dumps({"error_code": code, "error_msg": "x"}).encode()
    return Answer(status, {**HEADERS, **headers}, body)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (None, "no answer"),
        (_answer(500), "status 500"),
        (_answer(503, "AIS.0105"), "status 503"),
        (_answer(400, **{"x-request-id": ""}), "no X-Request-Id"),
        (_answer(200, **{"x-request-id": "x"}), "no X-Request-Id"),
        (_answer(400, **{"content-type": "text/html"}), "no JSON fault"),
        (Answer(404, HEADERS, b'{"detail":"Not Found"}'), "no JSON fault"),
        (Answer(400, HEADERS, b"[]"), "no JSON fault"),
        (Answer(400, HEADERS, b"\xff"), "no JSON fault"),
    ],
)
def test_a_broken_rule_is_reported_with_the_request_that_breaks_it(answer: Answer | None, what: str) -> None:
    found = finding(REQUEST, answer)

    assert found is not None
    assert found.what == what
    assert base64.b64decode(found.sent) == b"POST / HTTP/1.1\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        _answer(400),
        _answer(503, "ModelArts.4403"),
        _answer(504, "ModelArts.4402"),
        Answer(200, {**HEADERS, "content-type": "text/html"}, b"<html>"),
    ],
)
def test_an_allowed_answer_breaks_no_rule(answer: Answer) -> None:
    assert finding(REQUEST, answer) is None


def test_bytes_that_are_not_a_request_need_no_answer() -> None:
    assert finding(RawRequest("garbage", (b"x",), must_answer=False), None) is None


def test_an_answer_to_head_needs_no_error_body() -> None:
    assert finding(RawRequest("any path", (b"",), "HEAD"), Answer(404, HEADERS, b"")) is None
    assert finding(RawRequest("any path", (b"",), "HEAD"), Answer(500, HEADERS, b"")) is not None


def test_log_lines_that_are_not_json_or_report_an_error_are_complaints() -> None:
    good = ['{"event": "request", "level": "info"}\n', '{"event": "slow", "level": "warning"}\n']
    bad = ["Traceback\n", '{"level": "error"}\n', '{"level": "info", "exception": []}\n', "1\n", "\n"]

    assert complaints(good + bad) == [line.rstrip() for line in bad]
