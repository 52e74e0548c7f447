"""A real service in its own process, and the credentials that it accepts."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

TOKEN = "local-token"
ACCESS_KEY, SECRET_KEY = "LOCALACCESSKEY", "local-secret-key"
PROJECT = "0123456789abcdef0123456789abcdef"
USER, PASSWORD = "company/someone", "a password"

BOUND_KEY, BOUND_SECRET = "BOUNDACCESSKEY", "bound-secret-key"
"""An access key that is bound to PROJECT. All other credentials may use any project."""

LOCKED_KEY, LOCKED_SECRET = "LOCKEDACCESSKEY", "locked-secret-key"
LOCKED_USER = "company/locked"
"""Credentials for tests of the lockout: failed logins lock this key and this user."""

CREDENTIALS = {
    "WANGTU_TOKENS": TOKEN,
    "WANGTU_ACCESS_KEYS": (
        f"{ACCESS_KEY}:{SECRET_KEY},{BOUND_KEY}:{BOUND_SECRET},{LOCKED_KEY}:{LOCKED_SECRET}"
    ),
    "WANGTU_USERS": f"{USER}:{PASSWORD},{LOCKED_USER}:{PASSWORD}",
    "WANGTU_BINDINGS": f"{BOUND_KEY}:{PROJECT}",
    "WANGTU_SIGNING_KEY": "0123456789abcdef0123456789abcdef",
    "WANGTU_URL_NETWORKS": "127.0.0.0/8",  # tests serve pictures from the loopback address
}


def free_port() -> int:
    """Returns an unused port of the loopback address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Service:
    """`wangtu serve` on its own port. `stderr_lines` has all lines that it writes to standard error.

    `command` starts the process. `serve` and its options are appended.
    """

    environment: Mapping[str, str]
    port: int = field(default_factory=free_port)
    stderr_lines: list[str] = field(default_factory=list)
    command: Sequence[str] = (sys.executable, "-m", "service")

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [*self.command, "serve", "--port", str(self.port)],
            env={**os.environ, **self.environment},
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        assert self._process.stderr is not None
        self._reader = threading.Thread(target=self._read, args=(self._process.stderr,))
        self._ready = threading.Event()
        self._reader.start()
        return self

    def _read(self, lines: IO[str]) -> None:
        for line in lines:
            self.stderr_lines.append(line)
            if '"event": "ready"' in line:
                self._ready.set()
        self._ready.set()

    def wait_until_ready(self) -> None:
        """Wait for the log event "ready". Fails if the process ends first, or after 60 s."""
        assert self._ready.wait(60), self.stderr_lines
        assert any('"ready"' in line for line in self.stderr_lines), self.stderr_lines

    def stop(self) -> int:
        """Send SIGTERM and return the exit code. Raises subprocess.TimeoutExpired after 30 s."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(30)

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(30)
        self._reader.join()
        assert self._process.stderr is not None
        self._process.stderr.close()

    def kill(self) -> None:
        """Kill the supervisor."""
        self._process.kill()
        self._process.wait(30)

    @property
    def pids(self) -> list[int]:
        """The process ids of all its processes, the supervisor first."""
        return _process_tree(self._process.pid)

    @property
    def http_pids(self) -> list[int]:
        """The process ids of gunicorn and its worker, parents first."""
        return [
            pid
            for pid in self.pids
            if b"\0http\0" in _arguments(pid) or _arguments(pid).startswith(b"gunicorn")
        ]

    @property
    def engine_pids(self) -> list[int]:
        """The process ids of the running engines, one for each partition."""
        return [pid for pid in _process_tree(self._process.pid) if b"\0engine\0" in _arguments(pid)]

    @property
    def engine_addresses(self) -> list[str]:
        """The addresses that the engines listen on, from their command lines."""
        commands = (_arguments(pid).decode().split("\0") for pid in self.engine_pids)
        return [command[command.index("--listen") + 1] for command in commands]

    @property
    def shared_engines(self) -> dict[str, str]:
        """The settings of another service that uses the engines of this one. It starts in about a second."""
        return {"WANGTU_ENGINES": ",".join(self.engine_addresses)}

    def resident_megabytes(self) -> float:
        """The resident memory of all its processes, in MB of 10^6 bytes. Shared pages count once."""
        return _megabytes(self.pids)

    def http_megabytes(self) -> float:
        """The resident memory of gunicorn and its worker, counted in the same way."""
        return _megabytes(self.http_pids)

    def processor_seconds(self) -> float:
        """The processor time of all its running processes since their start, in seconds of one core."""
        return sum(map(_processor_seconds, self.pids))

    @property
    def cores(self) -> int:
        """The number of cores that the process may use."""
        return len(os.sched_getaffinity(self._process.pid))

    @property
    def url(self) -> str:
        """The base URL of the service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def path(self) -> str:
        """The URL of the web-image endpoint."""
        return f"{self.url}/v2/{PROJECT}/ocr/web-image"


def printed_call(stderr_lines: list[str]) -> str:
    """Returns the example call, a shell command, that the first start prints."""
    found = re.search(r"^base64 .*?@-$", "".join(stderr_lines), re.DOTALL | re.MULTILINE)
    assert found is not None, stderr_lines
    return found[0]


def _process_tree(pid: int) -> list[int]:
    """Returns a process and all its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _process_tree(int(child)))]


def _arguments(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _processor_seconds(pid: int) -> float:
    """User and system time, the fields 14 and 15 of proc(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pids: Sequence[int]) -> float:
    return round(sum(_resident(pid) for pid in pids) / 1e6, 1)


def _resident(pid: int) -> int:
    """The proportional set size of a process in bytes, proc(5)."""
    found = re.search(r"^Pss: +(\d+) kB$", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found is not None
    return 1024 * int(found[1])
