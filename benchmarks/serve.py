"""`python -m benchmarks.serve`: latency over HTTP with one picture at a time, start time and memory.

Starts the service on the loopback address, sends every picture of the available sets, and writes the
figures as JSON.
"""

import base64
import json
import statistics
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import cycle, islice
from math import ceil
from pathlib import Path
from time import perf_counter
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.peers.child import Child
from benchmarks.reporting.machine import machine
from benchmarks.reporting.results import RESULTS
from tests.harness.service import CREDENTIALS, TOKEN, Service
from tests.harness.sets import available, pictures

SOAK = 200
"""The number of pictures between the latency measurement and the last memory reading."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from sending a request to its answer."""

    pictures: int
    mean: float
    p50: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one run, and what they were measured on."""

    taken: str
    machine: str
    cores: int
    versions: dict[str, str]
    seconds_to_ready: float
    megabytes_when_ready: float
    megabytes_after_soak: float
    latency: dict[str, Latency]
    peer_mean_ms: dict[str, float]


def main(
    rounds: Annotated[int, typer.Option(min=1, help="Number of times that each set is sent.")] = 3,
    out: Annotated[Path, typer.Option(help="The file to write.")] = RESULTS / "serve.json",
    peer: Annotated[str | None, typer.Option(help="A Python that has rapidocr and openvino.")] = None,
) -> None:
    """Measure, save and print. The time of a picture is the median of its rounds."""
    start = perf_counter()
    with Service(CREDENTIALS) as service, httpx.Client(timeout=120) as client:
        service.wait_until_ready()
        seconds_to_ready = perf_counter() - start
        when_ready = service.resident_megabytes()
        latency = {name: _latency(client, service, name, rounds) for name in available()}
        _soak(client, service)
        result = Result(
            taken=datetime.now(UTC).isoformat(timespec="seconds"),
            machine=machine(),
            cores=service.cores,
            versions={name: version(name) for name in ("openvino", "onnxruntime", "opencv-python-headless")},
            seconds_to_ready=round(seconds_to_ready, 2),
            megabytes_when_ready=when_ready,
            megabytes_after_soak=service.resident_megabytes(),
            latency=latency,
            peer_mean_ms=_peer_means(peer) if peer else {},
        )
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(asdict(result), indent=2) + "\n", encoding="utf-8")
    _print(result)


def _latency(client: httpx.Client, service: Service, name: str, rounds: int) -> Latency:
    bodies = [_body(path) for path, _ in pictures(name)]
    milliseconds: list[list[float]] = [[] for _ in bodies]
    for _ in range(rounds):
        for index, body in track(list(enumerate(bodies)), name, console=Console(stderr=True), transient=True):
            milliseconds[index].append(_send(client, service, body))
    times = sorted(statistics.median(picture) for picture in milliseconds)
    p95 = times[ceil(0.95 * len(times)) - 1]
    mean, p50 = statistics.fmean(times), statistics.median(times)
    return Latency(len(times), *(round(value, 1) for value in (mean, p50, p95, times[-1])))


def _peer_means(python: str) -> dict[str, float]:
    """Returns the mean milliseconds a picture of RapidOCR in a child process, by set."""
    with Child("RapidOCR", python) as peer:
        peer.wait_until_ready()
        return {name: _mean_of_peer(peer, [path for path, _ in pictures(name)]) for name in available()}


def _mean_of_peer(peer: Child, paths: list[Path]) -> float:
    for path in paths[:5]:
        peer.read(path)
    return statistics.fmean(peer.read(path) for path in paths)


def _soak(client: httpx.Client, service: Service) -> None:
    bodies = [_body(path) for name in available() for path, _ in pictures(name)]
    for body in islice(cycle(bodies), SOAK):
        _send(client, service, body)


def _body(path: Path) -> bytes:
    return json.dumps({"image": base64.b64encode(path.read_bytes()).decode()}).encode()


def _send(client: httpx.Client, service: Service, body: bytes) -> float:
    start = perf_counter()
    client.post(service.path, content=body, headers={"X-Auth-Token": TOKEN}).raise_for_status()
    return 1000 * (perf_counter() - start)


def _print(result: Result) -> None:
    table = Table("set", "pictures", "mean ms", "p50 ms", "p95 ms", "longest ms", "RapidOCR mean ms")
    for name, latency in result.latency.items():
        milliseconds = (latency.mean, latency.p50, latency.p95, latency.longest)
        table.add_row(
            name, str(latency.pictures), *(f"{value:.0f}" for value in milliseconds), _peer(result, name)
        )
    Console().print(table)
    Console().print(
        f"ready after {result.seconds_to_ready} s with {result.megabytes_when_ready} MB; "
        f"{result.megabytes_after_soak} MB after {SOAK} more pictures; {result.cores} cores, {result.machine}"
    )


def _peer(result: Result, name: str) -> str:
    return f"{result.peer_mean_ms[name]:.0f}" if name in result.peer_mean_ms else "-"


if __name__ == "__main__":
    typer.run(main)
