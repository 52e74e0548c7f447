"""The service as a process, with requests written byte by byte."""

import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic, sleep
from typing import Any

import pytest

from tests.harness.service import CREDENTIALS, PROJECT, TOKEN, Service

PATH = f"/v2/{PROJECT}/ocr/web-image"
HEAD = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {TOKEN}\r\n".encode()
BODY = b'{"image":"QUFB"}'
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
FORMAT = "AIS.0102"
"""The error code of the answer to BODY: its picture has no known format."""


@contextmanager
def _connected(service: Service) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", service.port), timeout=60) as connection:
        yield connection


def _read_to_end(connection: socket.socket) -> bytes:
    """Returns everything up to the end of the connection."""
    with connection.makefile("rb") as answer:
        return answer.read()


def _ask(service: Service, *pieces: bytes) -> bytes:
    """Write the pieces to a new connection and return all that comes back."""
    with _connected(service) as connection:
        for piece in pieces:
            connection.sendall(piece)
        return _read_to_end(connection)


def _wait_until_closed(connection: socket.socket) -> None:
    with suppress(ConnectionResetError):
        while connection.recv(4096):
            pass


def _code(answer: bytes) -> tuple[int, str]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/json" in head.lower()
    return int(head.split()[1]), json.loads(body)["error_code"]


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (f"POST {PATH} HTTP/1.1\r\n\r\n".encode(), 400),
        ("GET /网图 HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 400),
        (HEAD + LENGTH + b"Transfer-Encoding: chunked\r\n\r\n", 400),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (HEAD + b"Content-Length: 12a\r\n\r\n", 400),
        (HEAD + b"X-Large: " + b"a" * 33_000 + b"\r\n\r\n", 494),
        (HEAD + b"X-Large: " + b"a" * 5_000_000 + b"\r\n\r\n", 494),
        (b"GET /" + b"a" * 33_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /" + b"a" * 5_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    ],
)
def test_a_malformed_request_is_answered_with_a_json_error(
    service: Service, request_bytes: bytes, status: int
) -> None:
    assert _code(_ask(service, request_bytes)) == (status, "APIG.0201")


@pytest.mark.parametrize(
    "request_bytes",
    [
        HEAD + b"Connection: close\r\n" + LENGTH + b"\r\n" + BODY,
        HEAD + b"Connection: close\r\nX-Large: " + b"a" * 31 * 1024 + b"\r\n" + LENGTH + b"\r\n" + BODY,
        HEAD.replace(b"1.1", b"1.0") + LENGTH + b"\r\n" + BODY,
        HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n" + BODY + b"\r\n0\r\n\r\n",
    ],
    ids=["a length", "a large header", "HTTP/1.0", "chunks"],
)
def test_requests_with_every_framing_are_read(service: Service, request_bytes: bytes) -> None:
    assert _code(_ask(service, request_bytes)) == (400, FORMAT)


def test_a_request_that_expects_100_continue_gets_it(service: Service) -> None:
    with _connected(service) as connection:
        connection.sendall(HEAD + b"Connection: close\r\nExpect: 100-continue\r\n" + LENGTH + b"\r\n")
        assert connection.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(BODY)
        assert _code(_read_to_end(connection)) == (400, FORMAT)


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(service: Service) -> None:
    head = HEAD + b"Expect: 100-continue\r\nContent-Length: 13000000\r\n\r\n"

    assert _code(_ask(service, head)) == (413, "APIG.0201")


@pytest.mark.parametrize("method", [b"OPTIONS", b"TRACE", b"CONNECT", b"BREW", b"HEAD"])
def test_unknown_methods_are_answered_with_a_json_error(service: Service, method: bytes) -> None:
    answer = _ask(service, method + HEAD.removeprefix(b"POST") + b"Connection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 404 ")
    assert answer.endswith(b"\r\n\r\n") if method == b"HEAD" else _code(answer) == (404, "APIG.0101")


def _wait_for_answers(service: Service, start: int, ids: list[str]) -> dict[str, dict[str, Any]]:
    """Returns the log events of the requests with these ids, from line `start` on, once all are written."""
    deadline = monotonic() + 60
    while True:
        lines = [json.loads(line) for line in service.stderr_lines[start:]]
        requests = {line["request_id"]: line for line in lines if line.get("request_id") in ids}
        if len(requests) == len(ids):
            return requests
        assert monotonic() < deadline, lines
        sleep(0.01)


def test_every_line_of_the_log_is_json_and_none_holds_a_secret(service: Service) -> None:
    """Two requests offer an upgrade to HTTP/2, as Java clients do. The third is not valid HTTP."""
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAA\r\n"
    start = len(service.stderr_lines)
    answers = _ask(service, (HEAD + offer + LENGTH + b"\r\n" + BODY) * 2, HEAD + b"hush hush\r\n\r\n")
    ids = [each.decode() for each in re.findall(rb"(?i)x-request-id: (\w{32})", answers)]
    requests = _wait_for_answers(service, start, ids)

    assert answers.count(FORMAT.encode()) == 2
    assert [requests[each].get("path", "") for each in ids] == [PATH, PATH, ""]
    assert requests[ids[2]]["status"] == 400
    assert all(json.loads(line) for line in service.stderr_lines if not line.startswith("Wangtu OCR starts"))
    assert "hush" not in "".join(service.stderr_lines)
    assert TOKEN not in "".join(service.stderr_lines)


def test_a_stopping_service_answers_requests_in_flight_and_closes_all_other_connections(
    service: Service,
) -> None:
    """If the service waited for one of the other connections, the request in flight would time out."""
    settings = {**CREDENTIALS, **service.shared_engines}
    with Service(settings) as stopping, ThreadPoolExecutor(1) as pool:
        stopping.wait_until_ready()
        with ExitStack() as connections:
            idle, slow, refused, in_flight = (
                connections.enter_context(_connected(stopping)) for _ in range(4)
            )
            idle.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
            idle.recv(4096)
            slow.sendall(HEAD[:20])
            refused.sendall(b"nonsense\r\n\r\n")
            refused.recv(4096)
            in_flight.sendall(HEAD + b"Expect: 100-continue\r\n" + LENGTH + b"\r\n")
            assert in_flight.recv(4096).startswith(b"HTTP/1.1 100 ")
            end = pool.submit(stopping.stop)

            assert _read_to_end(slow) == b""
            _wait_until_closed(idle)
            _wait_until_closed(refused)
            in_flight.sendall(BODY)
            assert _code(_read_to_end(in_flight)) == (400, FORMAT)
            assert end.result() == 0
