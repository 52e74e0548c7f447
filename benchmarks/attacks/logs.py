"""Attacks on the log and on what an engine knows."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import httpx

from benchmarks.attacks.attack import Attack, Broken, require
from benchmarks.attacks.recovery import reading
from tests.harness.service import CREDENTIALS, Service, free_port

READY_SECONDS = 30.0

HOSTILE_PATH = "/" + "%E2%80%AE%1B%5B2J" * 700
"""Some 10,000 characters: overrides of the text direction, and a command that clears a terminal."""


def hostile_log_line(service: Service) -> str:
    """Ask for a long path of control characters, with a long name of a key."""
    start = len(service.stderr_lines)
    signature = f"SDK-HMAC-SHA256 Access={'x' * 10_000}, SignedHeaders=host, Signature={'0' * 64}"
    httpx.post(f"{service.url}{HOSTILE_PATH}"[:9000])
    httpx.post(service.path, headers={"Authorization": signature, "X-Sdk-Date": "20260101T000000Z"})
    sleep(0.5)  # the lines come from another process
    lines = service.stderr_lines[start:]
    longest = max(map(len, lines), default=0)
    require(len(lines) >= 2, f"{len(lines)} lines")
    require(longest < 4000, f"a line of {longest} characters")
    require(all(line.rstrip("\n").isprintable() for line in lines), "a line has control characters")
    return f"longest line {longest} characters"


def secrets_of_engines(service: Service) -> str:
    """Look for secrets in the environment of every engine."""
    for pid in service.engine_pids:
        environment = Path(f"/proc/{pid}/environ").read_bytes().decode()
        require(not any(value in environment for value in CREDENTIALS.values()), "an engine knows a secret")
    return f"{len(service.engine_pids)} engine without secrets"


def full_log(service: Service) -> str:
    """Kill the engine of a service whose log cannot be written, with an empty home."""
    with TemporaryDirectory() as home, Path("/dev/full").open("wb") as log:
        folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home)
        with _other(log.fileno(), folders) as other:
            os.kill(other.engine_pids[0], signal.SIGKILL)
            seen = reading(other, READY_SECONDS)
        require(seen == "200", f"no picture is read after the death of the engine: {seen}")
        require(not list(Path(home).iterdir()), "the home is not empty")
    return "the engine is restarted, the home stays empty"


def unread_log(service: Service) -> str:
    """Ask for 3,000 pages of a service whose log nobody reads."""
    reader, writer = socket.socketpair()
    with reader, writer, _other(writer.fileno(), service.shared_engines) as other, httpx.Client() as client:
        slowest = 0.0
        for _ in range(3000):
            started = monotonic()
            client.get(f"{other.url}/live", timeout=5)
            slowest = max(slowest, monotonic() - started)
    require(slowest < 2, f"/live took {slowest:.1f} s")
    return f"slowest answer {slowest:.2f} s"


@contextmanager
def _other(log: int, environment: dict[str, str]) -> Iterator[Service]:
    """Another service that writes its log to a descriptor."""
    service = Service(CREDENTIALS, free_port())
    command = [sys.executable, "-m", "service", "serve", "--port", str(service.port)]
    process = subprocess.Popen(
        command, env={**os.environ, **CREDENTIALS, **environment}, stderr=log, text=True
    )
    service._process = process
    try:
        _wait_until_ready(service)
        yield service
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(service: Service) -> None:
    end = monotonic() + READY_SECONDS
    while monotonic() < end:
        try:
            if httpx.get(f"{service.url}/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        sleep(0.2)
    raise Broken("the service does not start")


ATTACKS = (
    Attack("hostile log line", "log lines are short and printable", hostile_log_line),
    Attack("secrets of engines", "no engine knows a credential", secrets_of_engines),
    Attack("full log", "a log that cannot be written stops nothing; nothing is kept in the home", full_log),
    Attack("unread log", "a log that nobody reads delays nothing", unread_log),
)
