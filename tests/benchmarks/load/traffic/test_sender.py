"""Closed and open loop, with a server that records the request bodies."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.load.traffic.sender import PlannedRequest, send_closed_loop, send_open_loop
from benchmarks.load.traffic.targets import Target
from tests.harness.service import free_port

TOGETHER = 3


@dataclass
class Counting:
    """The request bodies that the server received.

    It answers a body `wait` when TOGETHER of them wait, and closes the connection after a body `break`.
    """

    port: int = 0
    bodies: list[bytes] = field(default_factory=list)
    waiting: threading.Barrier = field(default_factory=lambda: threading.Barrier(TOGETHER, timeout=10))

    @property
    def target(self) -> Target:
        return Target("counting", f"http://127.0.0.1:{self.port}/", "image")


class _Server(ThreadingHTTPServer):
    counting: Counting


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.counting.bodies.append(body)
        if body == b"wait":
            self.server.counting.waiting.wait()
        if body == b"break":
            self.close_connection = True
            return
        self.send_response(429 if body == b"refuse" else 200)
        if body == b"refuse":
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def counting() -> Iterator[Counting]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.counting = Counting(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.counting
        server.shutdown()
        thread.join()


def test_closed_loop_sends_every_request_once_with_all_clients(counting: Counting) -> None:
    """The server answers only when three requests wait, so fewer clients would never be answered."""
    run = send_closed_loop(
        counting.target, [PlannedRequest(b"wait", "page")] * (2 * TOGETHER), clients=TOGETHER
    )

    assert counting.bodies == [b"wait"] * (2 * TOGETHER)
    assert all(answer.is_read for answer in run.answers)
    assert all(answer.due <= answer.sent <= answer.done <= run.seconds for answer in run.answers)


def test_open_loop_sends_without_waiting_for_answers(counting: Counting) -> None:
    """The server answers the first request only after it got the last."""
    requests = [PlannedRequest(b"wait", "page", due=0.01 * i) for i in range(TOGETHER)]
    run = send_open_loop(counting.target, requests)

    assert len(counting.bodies) == TOGETHER
    assert all(answer.is_read for answer in run.answers)
    assert sorted(answer.due for answer in run.answers) == [request.due for request in requests]
    assert all(answer.sent >= answer.due for answer in run.answers)


def test_status_429_is_a_refusal_and_retry_after_is_recorded(counting: Counting) -> None:
    (refused,) = send_closed_loop(counting.target, [PlannedRequest(b"refuse", "page")], clients=1).answers
    (read,) = send_closed_loop(counting.target, [PlannedRequest(b"read", "page")], clients=1).answers

    assert (refused.is_refused, refused.is_read, refused.has_retry_after) == (True, False, True)
    assert (read.is_refused, read.is_read, read.has_retry_after) == (False, True, False)


def test_a_refused_connection_has_status_zero() -> None:
    target = Target("nobody", f"http://127.0.0.1:{free_port()}/", "image")
    (answer,) = send_closed_loop(target, [PlannedRequest(b"", "page")], clients=1).answers

    assert (answer.status, answer.is_read, answer.is_refused) == (0, False, False)


def test_a_broken_connection_has_status_zero(counting: Counting) -> None:
    (answer,) = send_closed_loop(counting.target, [PlannedRequest(b"break", "page")], clients=1).answers

    assert (answer.status, answer.is_read, answer.is_refused) == (0, False, False)
