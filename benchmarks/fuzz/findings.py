"""What the service must never do, however wrong what was thrown at it is."""

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.fuzz.request import Throw
from benchmarks.fuzz.sending import Answer

ON_PURPOSE = {(503, "ModelArts.4403"), (504, "ModelArts.4402")}
"""5xx that are meant: models that still load, a deadline that is over."""

LONGEST_LINE = 300
"""Characters of a line of the log that are kept."""

REQUEST_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be; `sent`, in base64, does it again."""

    what: str
    kind: str
    answered: str
    sent: str


def finding(throw: Throw, answer: Answer | None) -> Finding | None:
    """What is wrong with an answer, None where nothing is."""
    what = _wrong(throw, answer)
    if what is None:
        return None
    told = "" if answer is None else f"{answer.status} {answer.body[:200]!r}"
    return Finding(what, throw.kind, told, base64.b64encode(b"".join(throw.pieces)).decode())


def _wrong(throw: Throw, answer: Answer | None) -> str | None:
    if answer is None:
        return "no answer" if throw.whole else None
    if not REQUEST_ID.fullmatch(answer.headers.get("x-request-id", "")):
        return "no X-Request-Id"
    if answer.status < 400 or throw.method == "HEAD":
        return None if answer.status < 500 else f"status {answer.status}"
    if answer.fault is None or answer.headers.get("content-type") != "application/json":
        return "no JSON fault"
    is_meant = answer.status < 500 or (answer.status, answer.fault["error_code"]) in ON_PURPOSE
    return None if is_meant else f"status {answer.status}"


def complaints(lines: Iterable[str]) -> list[str]:
    """The beginnings of the lines of a log that are not JSON, or tell of an error."""
    return [line.rstrip()[:LONGEST_LINE] for line in lines if _is_complaint(line)]


def _is_complaint(line: str) -> bool:
    try:
        said = json.loads(line)
    except ValueError:
        return True
    return not isinstance(said, dict) or "exception" in said or said.get("level") not in ("info", "warning")
