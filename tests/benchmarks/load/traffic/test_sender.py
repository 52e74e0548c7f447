"""The sender, against a server that only counts."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.load.traffic.sender import Shot, closed, open_loop
from benchmarks.load.traffic.targets import Target
from tests.harness.service import free_port

TOGETHER = 3


@dataclass
class Counting:
    """What the server has seen; bodies that say `wait` are answered when TOGETHER of them are there.

    One that says `leave` is not answered.
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
        if body == b"leave":
            self.close_connection = True
            return
        self.send_response(429 if body == b"refuse" else 200)
        if body == b"refuse":
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def counting() -> Iterator[Counting]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.counting = Counting(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.counting
        server.shutdown()
        thread.join()


def test_closed_loop_sends_every_shot_once_with_all_clients_at_a_time(counting: Counting) -> None:
    """The server answers only when three wait, so fewer clients would never be answered."""
    volley = closed(counting.target, [Shot(b"wait", "page")] * (2 * TOGETHER), clients=TOGETHER)

    assert counting.bodies == [b"wait"] * (2 * TOGETHER)
    assert all(answer.is_read for answer in volley.answers)
    assert all(answer.due <= answer.sent <= answer.done <= volley.seconds for answer in volley.answers)


def test_open_loop_waits_for_no_answer_before_it_sends(counting: Counting) -> None:
    """The first is answered only when the last is there."""
    shots = [Shot(b"wait", "page", due=0.01 * i) for i in range(TOGETHER)]
    volley = open_loop(counting.target, shots)

    assert len(counting.bodies) == TOGETHER
    assert all(answer.is_read for answer in volley.answers)
    assert sorted(answer.due for answer in volley.answers) == [shot.due for shot in shots]
    assert all(answer.sent >= answer.due for answer in volley.answers)


def test_a_refusal_is_known_by_its_status_and_by_whether_it_says_when_to_come_again(
    counting: Counting,
) -> None:
    (refused,) = closed(counting.target, [Shot(b"refuse", "page")], clients=1).answers
    (read,) = closed(counting.target, [Shot(b"read", "page")], clients=1).answers

    assert (refused.is_refused, refused.is_read, refused.says_when) == (True, False, True)
    assert (read.is_refused, read.is_read, read.says_when) == (False, True, False)


def test_a_server_that_is_not_there_is_no_answer() -> None:
    target = Target("nobody", f"http://127.0.0.1:{free_port()}/", "image")
    (answer,) = closed(target, [Shot(b"", "page")], clients=1).answers

    assert (answer.status, answer.is_read, answer.is_refused) == (0, False, False)


def test_a_connection_that_breaks_is_no_answer(counting: Counting) -> None:
    (answer,) = closed(counting.target, [Shot(b"leave", "page")], clients=1).answers

    assert (answer.status, answer.is_read, answer.is_refused) == (0, False, False)
