"""All that is compared in one run: our service, and the peers that there is a Python for."""

import asyncio
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

from benchmarks.load.traffic.connection import Connections, request
from benchmarks.load.traffic.targets import Target, ours, paddlex
from benchmarks.peers.child import SCRIPTS, Child
from benchmarks.peers.paddlex_serving import PaddlexServing
from tests.harness.service import CREDENTIALS, Service

PEERS = ("rapidocr", "openvino", "faster-paddle")
PADDLEX = ("paddlex", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Pythons:
    """A Python with RapidOCR and faster-paddle, and one with PaddleX; None leaves them out."""

    peers: str | None = None
    paddlex: str | None = None

    def versions(self) -> dict[str, str]:
        """The versions of what is compared with, by package."""
        return {**_versions(self.peers, PEERS), **_versions(self.paddlex, PADDLEX)}


class Arm(Protocol):
    """Something that reads one picture at a time."""

    @property
    def name(self) -> str:
        """As tables call it."""

    def read(self, path: Path) -> float:
        """Milliseconds that one picture took."""


class HttpArm:
    """One client of a target; the request is made before the clock starts."""

    def __init__(self, target: Target, runner: asyncio.Runner) -> None:
        self.name = target.name
        self._connections = Connections(target)
        self._runner = runner

    def read(self, path: Path) -> float:
        """Milliseconds from sending the request to having its answer. Raises as `Connections.read` does."""
        target = self._connections.target
        return self._runner.run(self._timed(request(target, target.body(path.read_bytes()))))

    def close(self) -> None:
        """Leave."""
        self._runner.run(self._connections.close())

    async def _timed(self, whole: bytes) -> float:
        await asyncio.sleep(0)  # the loop looks whether the server has closed the connection meanwhile
        started = perf_counter()
        await self._connections.read(whole)
        return 1000 * (perf_counter() - started)


@dataclass(frozen=True)
class Arms:
    """What was started: ours always, PaddleX where it is wanted; and the peers that read in process."""

    service: Service
    targets: tuple[Target, ...]
    """What is called over HTTP, ours first."""

    clients: tuple[HttpArm, ...]
    """One of each of these."""

    children: tuple[Child, ...]

    @property
    def each(self) -> tuple[Arm, ...]:
        """Everything, one picture at a time, ours first."""
        return (*self.clients, *self.children)


@contextmanager
def started(pythons: Pythons) -> Iterator[Arms]:
    """Start everything and wait until it is ready."""
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
        clients = tuple(HttpArm(target, runner) for target in targets)
        for each in clients:
            stack.callback(each.close)
        yield Arms(service, targets, clients, children)


def _versions(python: str | None, packages: Sequence[str]) -> dict[str, str]:
    if python is None:
        return {}
    asking = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    said = subprocess.run([python, "-c", asking, *packages], capture_output=True, text=True, check=True)
    return dict(zip(packages, said.stdout.split(), strict=True))
