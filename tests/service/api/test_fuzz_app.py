"""Random requests to the whole app in this process: any method, path, headers and body."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import Message
from structlog.testing import capture_logs

from tests.service.api.app_harness import PICTURE, PROJECT, TOKEN, FakeSource, app, login

SERVED = app(source=FakeSource())

PATHS = (
    *(f"/v2/{PROJECT}/ocr/web-image", "/v1.0/ocr/web-image", f"/v2/{PROJECT}/ocr/general-text"),
    *("/v3/auth/tokens", "/v3/projects", "/v3/auth/domains", "/v3.0/OS-CREDENTIAL/securitytokens"),
    *("/live", "/ready", "/docs", "/docs/parts/swagger-ui.css", "/openapi.json"),
)
GUARD_SECONDS = 60
"""Longest wait before a hanging request fails."""

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ANYTHING")

NAMES = (
    *("authorization", "x-auth-token", "x-sdk-date", "x-security-token", "x-subject-token", "x-project-id"),
    *("x-sdk-content-sha256", "content-type", "range", "if-range", "if-modified-since", "host", "expect"),
)
VALUES = (
    *(TOKEN, "", "SDK-HMAC-SHA256 Access=ACCESSKEY, SignedHeaders=x-sdk-date, Signature=" + "0" * 64),
    *("20260102T030405Z", "UNSIGNED-PAYLOAD", "bytes=0-1", "bytes=9-1,x", "{project_id}", "application/json"),
)

VISIBLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(NAMES) | st.from_regex("[a-z][a-z-]{0,8}", fullmatch=True),
        st.sampled_from(VALUES) | st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0")),
    ).filter(lambda header: header[0] != "content-length"),  # the protocol guarantees that it is right
    max_size=4,
)

KEY = {"auth": {"identity": {"methods": ["token"], "token": {"id": TOKEN, "duration_seconds": 900}}}}
VALID_BODIES = (PICTURE, {"url": "http://example.com/"}, KEY, login("wrong"), login(scope=None))


def _with_replaced_part(body: bytes, place: int, piece: bytes) -> bytes:
    return body[:place] + piece + body[place + len(piece) :]


BODY = st.binary() | st.builds(
    _with_replaced_part,
    st.sampled_from([json.dumps(body).encode() for body in VALID_BODIES]),
    st.integers(0, 200),
    st.binary(max_size=2) | st.sampled_from([b"null", b'"', b"{", b"1e9", b"true"]),
)


@dataclass
class RandomRequest:
    """One request, and the answer of the app."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    messages: list[Message]
    sent: list[Message] = field(default_factory=list)

    async def receive(self) -> Message:
        """Returns the next message. After the last one it waits for the answer."""
        if not self.messages:
            await asyncio.Event().wait()
        return self.messages.pop(0)

    async def send(self, message: Message) -> None:
        """Records a message of the answer."""
        self.sent.append(message)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Sends the request with a scope as the server makes it. Returns status, headers and body."""
        raw, _, query = self.target.partition("?")
        scope = {"type": "http", "method": self.method, "path": unquote(raw), "raw_path": raw.encode()}
        scope |= {"query_string": query.encode(), "scheme": "http", "server": ("test", 80), "root_path": ""}
        scope |= {"headers": [(name.encode(), value.encode("latin-1")) for name, value in self.headers]}
        asyncio.run(asyncio.wait_for(SERVED(scope, self.receive, self.send), GUARD_SECONDS))
        start, *parts = self.sent
        headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
        return start["status"], headers, b"".join(part.get("body", b"") for part in parts)


def _messages(drawn: tuple[list[bytes], bool]) -> list[Message]:
    pieces, disconnects = drawn
    parts: list[Message] = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    return [*parts, {"type": "http.disconnect"} if disconnects else {"type": "http.request", "body": b""}]


REQUESTS = st.builds(
    RandomRequest,
    method=st.sampled_from(("GET", "POST")) | st.sampled_from(METHODS),
    target=st.sampled_from(PATHS) | st.tuples(st.sampled_from((*PATHS, "/")), VISIBLE).map("".join),
    headers=st.tuples(st.sampled_from([[], [("x-auth-token", TOKEN)]]), HEADERS).map(
        lambda drawn: drawn[0] + drawn[1]
    ),
    messages=st.tuples(st.lists(BODY, min_size=1, max_size=1) | st.lists(BODY), st.booleans()).map(_messages),
)


@settings(deadline=None, derandomize=True, database=None, max_examples=600)
@given(REQUESTS)
def test_any_request_is_answered_in_the_form_of_the_api(request: RandomRequest) -> None:
    with capture_logs() as lines:
        status, headers, body = request.answer()

    assert 200 <= status < 500
    assert re.fullmatch("[0-9a-f]{32}", headers["x-request-id"])
    assert [line["log_level"] for line in lines] == ["info"]
    if status >= 400:
        content: dict[str, Any] = json.loads(body)
        assert headers["content-type"] == "application/json"
        assert all(isinstance(content[name], str) for name in ("error_code", "error_msg"))
