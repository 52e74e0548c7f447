"""Rules for every answer and every log line. They hold for all requests, valid or not."""

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.fuzz.client import Answer
from benchmarks.fuzz.raw_request import RawRequest

EXPECTED_5XX = {(503, "ModelArts.4403"), (504, "ModelArts.4402")}
"""Server errors that are allowed: the models are not loaded yet, or the deadline has passed."""

LONGEST_LINE = 300
"""The length in characters to which log lines are cut."""

REQUEST_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule: its name, the kind of request, the answer, and the request in base64 to reproduce it."""

    what: str
    kind: str
    answered: str
    sent: str


def finding(request: RawRequest, answer: Answer | None) -> Finding | None:
    """Returns the rule that an answer breaks, or None."""
    what = _broken_rule(request, answer)
    if what is None:
        return None
    answered = "" if answer is None else f"{answer.status} {answer.body[:200]!r}"
    sent = base64.b64encode(b"".join(request.pieces)).decode()
    return Finding(what=what, kind=request.kind, answered=answered, sent=sent)


def _broken_rule(request: RawRequest, answer: Answer | None) -> str | None:
    if answer is None:
        return "no answer" if request.must_answer else None
    if not REQUEST_ID.fullmatch(answer.headers.get("x-request-id", "")):
        return "no X-Request-Id"
    if answer.status < 400 or request.method == "HEAD":
        return None if answer.status < 500 else f"status {answer.status}"
    if answer.fault is None or answer.headers.get("content-type") != "application/json":
        return "no JSON fault"
    is_allowed = answer.status < 500 or (answer.status, answer.fault["error_code"]) in EXPECTED_5XX
    return None if is_allowed else f"status {answer.status}"


def complaints(lines: Iterable[str]) -> list[str]:
    """Returns the log lines that are not JSON or report an error, cut to LONGEST_LINE."""
    return [line.rstrip()[:LONGEST_LINE] for line in lines if _is_complaint(line)]


def _is_complaint(line: str) -> bool:
    try:
        event = json.loads(line)
    except ValueError:
        return True
    is_good = (
        isinstance(event, dict) and "exception" not in event and event.get("level") in ("info", "warning")
    )
    return not is_good
