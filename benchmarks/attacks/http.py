"""Attacks on the HTTP side: chunks, headers, slow heads, large bodies and idle connections."""

import re
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import httpx

from benchmarks.attacks.attack import Attack, require
from benchmarks.attacks.recovery import reading
from tests.harness.service import CREDENTIALS, TOKEN, Service

HEAD = b"POST /v2/p/ocr/web-image HTTP/1.1\r\nHost: x\r\n"
FEW_DESCRIPTORS = 512
"""Descriptors of a service, fewer than this process may have itself."""

SLOWEST_LIVE = 1.0
"""Seconds within which /live must answer during an attack."""


def one_byte_chunks(service: Service) -> str:
    """Four connections without a credential send a megabyte in chunks of one byte each."""

    def send() -> None:
        with _connected(service) as connection:
            connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
            _send_until_closed(connection, b"1\r\na\r\n" * 1_000_000)

    return _slowest_live(service, send, 4)


def signed_chunks(service: Service) -> str:
    """The same with a signature of an unknown key, whose body must be received."""
    signature = (
        b"X-Sdk-Date: " + _now() + b"\r\nAuthorization: SDK-HMAC-SHA256 "
        b"Access=NOBODY, SignedHeaders=host;x-sdk-date, Signature=" + b"0" * 64 + b"\r\n"
    )

    def send() -> None:
        with _connected(service) as connection:
            connection.sendall(HEAD + signature + b"Transfer-Encoding: chunked\r\n\r\n")
            _send_until_closed(connection, b"1\r\na\r\n" * 1_000_000)

    return _slowest_live(service, send, 4)


def many_headers(service: Service) -> str:
    """A request has 32,000 headers."""
    with _connected(service) as connection:
        _send_until_closed(connection, HEAD + b"A: b\r\n" * 32_000 + b"\r\n")
        status = _status(connection)
    require(status == "494", f"the answer was {status}")
    return f"answered with {status}"


def slow_heads(service: Service) -> str:
    """Two hundred connections send their heads byte by byte."""
    with ExitStack() as stack:
        connections = [stack.enter_context(_connected(service)) for _ in range(200)]
        for byte in HEAD[:20]:
            for connection in connections:
                connection.sendall(bytes([byte]))
        return f"/live answered in {_live(service):.2f} s"


def large_bodies(service: Service) -> str:
    """A hundred clients send 10 MB each. Their memory must be returned."""
    (worker,) = service.http_pids[1:]
    reading(service)
    resting = _megabytes(worker)
    body = b'{"image":"' + b"A" * 10_000_000 + b'"}'
    with ThreadPoolExecutor(100) as clients:
        statuses = list(clients.map(lambda _: _post(service, body), range(100)))
    peak, until = _megabytes(worker), monotonic() + 60
    while _megabytes(worker) > 1.2 * resting and monotonic() < until:
        sleep(0.5)
    after = _megabytes(worker)
    require(after <= 1.2 * resting, f"{resting:.0f} MB before, {after:.0f} MB a minute after")
    answers = {status: statuses.count(status) for status in sorted(set(statuses))}
    return f"{resting:.0f} MB before, {peak:.0f} at the end, {after:.0f} after; {answers}"


def idle_connections(service: Service) -> str:
    """More connections than descriptors are opened. Each sends a part of a head and stays idle."""
    limited = ("prlimit", f"--nofile={FEW_DESCRIPTORS}:{FEW_DESCRIPTORS}", sys.executable, "-m", "service")
    with ExitStack() as stack:
        other = stack.enter_context(Service({**CREDENTIALS, **service.shared_engines}, command=limited))
        other.wait_until_ready()
        for _ in range(FEW_DESCRIPTORS + 100):
            stack.enter_context(_connected(other)).sendall(HEAD[:9])
        status = reading(other)
    require(status == "200", f"a picture was answered with {status}")
    return f"a picture was read beside {FEW_DESCRIPTORS + 100} connections"


@contextmanager
def _connected(service: Service) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as connection:
        yield connection


def _send_until_closed(connection: socket.socket, data: bytes) -> None:
    try:
        connection.sendall(data)
    except OSError:  # the service has closed the connection
        return


def _status(connection: socket.socket) -> str:
    return connection.recv(64).decode(errors="replace").split()[1]


def _slowest_live(service: Service, send: Callable[[], None], connections: int) -> str:
    """The slowest answer of /live while `send` runs on some connections."""
    ended, slowest = Event(), 0.0
    with ThreadPoolExecutor(connections) as senders:
        sending = [senders.submit(send) for _ in range(connections)]
        until = monotonic() + 15
        while not ended.is_set() and monotonic() < until:
            slowest = max(slowest, _live(service))
            if all(each.done() for each in sending):
                ended.set()
    require(slowest < SLOWEST_LIVE, f"/live took {slowest:.2f} s")
    return f"/live answered within {slowest:.2f} s"


def _live(service: Service) -> float:
    started = monotonic()
    httpx.get(f"{service.url}/live", timeout=30).raise_for_status()
    return monotonic() - started


def _post(service: Service, body: bytes) -> str:
    try:
        answer = httpx.post(service.path, content=body, headers={"X-Auth-Token": TOKEN}, timeout=60)
    except httpx.HTTPError as error:
        return type(error).__name__
    return str(answer.status_code)


def _megabytes(pid: int) -> float:
    found = re.search(r"^Pss: +(\d+) kB$", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1000


def _now() -> bytes:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ").encode()


ATTACKS = (
    Attack("one-byte chunks", "/live answers within a second", one_byte_chunks),
    Attack("one-byte chunks, signed", "/live answers within a second", signed_chunks),
    Attack("many headers", "heads are bounded", many_headers),
    Attack("slow heads", "other requests are answered", slow_heads),
    Attack("large bodies", "memory is bounded and returned within a minute", large_bodies),
    Attack(
        "idle connections", "requests are answered beside any number of idle connections", idle_connections
    ),
)
