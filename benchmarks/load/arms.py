"""All that is compared in one run: our service, and the peers that there is a Python for."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Protocol

import httpx

from benchmarks.load.sender import PATIENCE_SECONDS
from benchmarks.load.targets import Target, ours, paddlex
from benchmarks.peers.child import SCRIPTS, Child
from benchmarks.peers.paddlex_serving import PaddlexServing
from benchmarks.process import CREDENTIALS, Service

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
    """One client of a target; the body is made before the clock starts."""

    def __init__(self, target: Target, client: httpx.Client) -> None:
        self.name = target.name
        self._target = target
        self._client = client

    def read(self, path: Path) -> float:
        """Milliseconds from sending the request to having its answer. Fails where that is no page."""
        body = self._target.body(path.read_bytes())
        headers = {"Content-Type": "application/json", **self._target.headers}
        started = perf_counter()
        self._client.post(self._target.url, content=body, headers=headers).raise_for_status()
        return 1000 * (perf_counter() - started)


@dataclass(frozen=True)
class Arms:
    """What was started: ours always, PaddleX where it is wanted; and the peers that read in process."""

    service: Service
    serving: PaddlexServing | None
    children: tuple[Child, ...]
    client: httpx.Client

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """What is called over HTTP, ours first."""
        return (ours(self.service), *([paddlex(self.serving)] if self.serving else []))

    @cached_property
    def each(self) -> tuple[Arm, ...]:
        """Everything, one picture at a time, ours first."""
        return (*(HttpArm(target, self.client) for target in self.targets), *self.children)


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
        client = stack.enter_context(httpx.Client(timeout=PATIENCE_SECONDS))
        yield Arms(service, serving, children, client)


def _versions(python: str | None, packages: Sequence[str]) -> dict[str, str]:
    if python is None:
        return {}
    asking = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    said = subprocess.run([python, "-c", asking, *packages], capture_output=True, text=True, check=True)
    return dict(zip(packages, said.stdout.split(), strict=True))
