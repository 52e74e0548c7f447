"""A real service in a process of its own, for benchmarks and for tests that need one."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

TOKEN = "local-token"
ACCESS_KEY, SECRET_KEY = "LOCALACCESSKEY", "local-secret-key"
PROJECT = "0123456789abcdef0123456789abcdef"
USER, PASSWORD = "company/someone", "a password"

BOUND_KEY, BOUND_SECRET = "BOUNDACCESSKEY", "bound-secret-key"
"""An access key that is bound to PROJECT; every other principal may use any."""

LOCKED_KEY, LOCKED_SECRET = "LOCKEDACCESSKEY", "locked-secret-key"
LOCKED_USER = "company/locked"
"""For tests that fail until the key, or the user, is locked; nobody else uses them."""

CREDENTIALS = {
    "WANGTU_TOKENS": TOKEN,
    "WANGTU_ACCESS_KEYS": (
        f"{ACCESS_KEY}:{SECRET_KEY},{BOUND_KEY}:{BOUND_SECRET},{LOCKED_KEY}:{LOCKED_SECRET}"
    ),
    "WANGTU_USERS": f"{USER}:{PASSWORD},{LOCKED_USER}:{PASSWORD}",
    "WANGTU_BINDINGS": f"{BOUND_KEY}:{PROJECT}",
    "WANGTU_SIGNING_KEY": "0123456789abcdef0123456789abcdef",
    "WANGTU_URL_NETWORKS": "127.0.0.0/8",  # where tests serve pictures
}


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Service:
    """`wangtu serve` on a port of its own, and everything that it has written to standard error."""

    environment: Mapping[str, str]
    port: int = field(default_factory=free_port)
    written: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "service", "serve", "--port", str(self.port)],
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
            self.written.append(line)
            if '"event": "ready"' in line:
                self._ready.set()
        self._ready.set()

    def wait_until_ready(self) -> None:
        """Wait for the line that says so; fails where the process ends without it."""
        assert self._ready.wait(60), self.written
        assert any('"ready"' in line for line in self.written), self.written

    def stop(self) -> int:
        """Ask the process to end and give its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(30)

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(30)
        self._reader.join()
        assert self._process.stderr is not None
        self._process.stderr.close()

    @property
    def engine_pids(self) -> list[int]:
        """The processes that hold the models, one for each partition; a dead one is not among them."""
        return [pid for pid in _family(self._process.pid) if b"\0engine\0" in _arguments(pid)]

    @property
    def engine_addresses(self) -> list[str]:
        """Where its engines listen, as they were told."""
        arguments = (_arguments(pid).decode().split("\0") for pid in self.engine_pids)
        return [told[told.index("--listen") + 1] for told in arguments]

    def resident_megabytes(self) -> float:
        """The resident memory of all its processes, in MB of 10^6 bytes; what they share is counted once."""
        return round(sum(_resident(pid) for pid in _family(self._process.pid)) / 1e6, 1)

    @property
    def cores(self) -> int:
        """How many cores the process may use."""
        return len(os.sched_getaffinity(self._process.pid))

    @property
    def url(self) -> str:
        """Where the service is reached."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def path(self) -> str:
        """The recognition endpoint."""
        return f"{self.url}/v2/{PROJECT}/ocr/web-image"


def printed_call(written: list[str]) -> str:
    """The shell lines of the greeting that call the service."""
    found = re.search(r"^base64 .*?@-$", "".join(written), re.DOTALL | re.MULTILINE)
    assert found is not None, written
    return found[0]


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _family(int(child)))]


def _arguments(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _resident(pid: int) -> int:
    """The proportional set size, proc(5)."""
    found = re.search(r"^Pss: +(\d+) kB$", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found is not None
    return 1024 * int(found[1])
