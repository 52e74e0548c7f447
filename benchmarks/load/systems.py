"""The systems that one run compares: our service and, where they are installed, other engines."""

import asyncio
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

from benchmarks.load.traffic.connection import Connections, http_request
from benchmarks.load.traffic.targets import Target, ours, paddlex
from benchmarks.peers.child import SCRIPTS, Child
from benchmarks.peers.paddlex_serving import PaddlexServing
from tests.harness.service import CREDENTIALS, Service

PEERS = ("rapidocr", "openvino", "faster-paddle")
PADDLEX = ("paddlex", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Pythons:
    """The Python with RapidOCR and faster-paddle, and the one with PaddleX. None: not measured."""

    peers: str | None = None
    paddlex: str | None = None

    def versions(self) -> dict[str, str]:
        """Returns the versions of the installed peer packages."""
        return {**_versions(self.peers, PEERS), **_versions(self.paddlex, PADDLEX)}


class System(Protocol):
    """A system that reads one picture at a time."""

    @property
    def name(self) -> str:
        """The name in tables."""

    def read(self, path: Path) -> float:
        """Read one picture and return the milliseconds that this took."""


class HttpSystem:
    """One client of a target. Building the request is not timed."""

    def __init__(self, target: Target, runner: asyncio.Runner) -> None:
        self.name = target.name
        self._connections = Connections(target)
        self._runner = runner

    def read(self, path: Path) -> float:
        """Returns the milliseconds from sending to the answer. Raises as `Connections.read` does."""
        target = self._connections.target
        return self._runner.run(self._timed(http_request(target, target.body(path.read_bytes()))))

    def close(self) -> None:
        """Close the connections."""
        self._runner.run(self._connections.close())

    async def _timed(self, request_bytes: bytes) -> float:
        await asyncio.sleep(0)  # lets the loop notice that the server closed the connection
        start = perf_counter()
        await self._connections.read(request_bytes)
        return 1000 * (perf_counter() - start)


@dataclass(frozen=True)
class Systems:
    """The started systems: our service, PaddleX if asked for, and the peers in child processes."""

    service: Service
    targets: tuple[Target, ...]
    """The HTTP endpoints, ours first."""

    clients: tuple[HttpSystem, ...]
    """One client for each target."""

    children: tuple[Child, ...]

    @property
    def all(self) -> tuple[System, ...]:
        """All systems, ours first."""
        return (*self.clients, *self.children)


@contextmanager
def started(pythons: Pythons) -> Iterator[Systems]:
    """Start the systems and wait until they are ready."""
    with ExitStack() as stack:
        service = stack.enter_context(Service(CREDENTIALS))
        service.wait_until_ready()
        serving = stack.enter_context(PaddlexServing(pythons.paddlex)) if pythons.paddlex else None
        if serving:
            serving.wait_until_ready()
        names = SCRIPTS if pythons.peers else ()
        children = tuple(stack.enter_context(Child(name, pythons.peers or "")) for name in names)
        for child in children:
            child.wait_until_ready()
        runner = stack.enter_context(asyncio.Runner())
        targets = (ours(service), *([paddlex(serving)] if serving else []))
        clients = tuple(HttpSystem(target, runner) for target in targets)
        for client in clients:
            stack.callback(client.close)
        yield Systems(service, targets, clients, children)


def _versions(python: str | None, packages: Sequence[str]) -> dict[str, str]:
    if python is None:
        return {}
    script = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    done = subprocess.run([python, "-c", script, *packages], capture_output=True, text=True, check=True)
    return dict(zip(packages, done.stdout.split(), strict=True))
