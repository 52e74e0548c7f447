"""`python -m benchmarks.fuzz`: throws requests at a service, and tells what it should not have done.

The service is a real process with real models. The same seed throws the same; the exit code is 1 where
anything was found.
"""

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.fuzz import requests, wire
from benchmarks.fuzz.described import described
from benchmarks.fuzz.findings import Finding, complaints, finding
from benchmarks.fuzz.request import Throw
from benchmarks.fuzz.sending import send
from benchmarks.reporting.machine import machine
from tests.harness.service import CREDENTIALS, Service

RESULTS = Path(__file__).parent.parent / "results"

AT_ONCE = 8
"""Connections that throw side by side."""

SETTLED = 1000
"""Throws after which the memory is read for the first time."""

MOST_GROWTH = 25.0
"""Percent by which the memory may grow from there to the end."""

DESCRIBED = 0.2
"""The share of requests that schemathesis draws."""

THROWS = {
    requests.picture: 8, requests.harmed_picture: 20, requests.strange_fields: 10, requests.harmed_json: 10,
    requests.url: 5, requests.identity: 4, requests.elsewhere: 12, requests.strange_headers: 8,
    requests.signed: 6, wire.garbage: 2, wire.harmed_head: 3, wire.framing: 2, wire.chunked: 3,
    wire.harmed_chunks: 2, wire.left: 3, wire.pipelined: 1, wire.too_large: 0.3,
}  # fmt: skip
"""How much of what is thrown besides."""

Thrown = tuple[str, Finding | None]
"""The status of an answer, "none" where there is none, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one run, and on what."""

    taken: str
    machine: str
    cores: int
    seed: int
    requests: int
    seconds: float
    kinds: dict[str, int]
    statuses: dict[str, int]
    megabytes_settled: float
    megabytes_at_end: float
    exit_code: int
    findings: list[Finding]
    complaints: dict[str, int]

    @property
    def growth(self) -> float:
        """Of the memory, in percent."""
        return round(100 * (self.megabytes_at_end / self.megabytes_settled - 1), 1)

    @property
    def is_good(self) -> bool:
        """Whether nothing was found."""
        return not (self.findings or self.complaints or self.exit_code) and self.growth <= MOST_GROWTH


def main(
    number: Annotated[int, typer.Option("--requests", min=1, help="How many are thrown.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed throws the same.")] = 0,
    out: Annotated[Path, typer.Option(help="The file to write.")] = RESULTS / "fuzz.json",
) -> None:
    """Throw, and report."""
    result = _run(number, seed)
    out.parent.mkdir(exist_ok=True)
    told = {**asdict(result), "growth_percent": result.growth}
    out.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _print(result)
    raise typer.Exit(0 if result.is_good else 1)


def _run(number: int, seed: int) -> Result:
    with Service(CREDENTIALS) as service:
        service.wait_until_ready()
        greeting = len(service.stderr_lines)
        throws = _throws(service.url, number, seed)
        started = perf_counter()
        first = _thrown(service.port, throws[:SETTLED])
        settled = service.resident_megabytes()
        thrown = first + _thrown(service.port, throws[SETTLED:])
        seconds = round(perf_counter() - started, 1)
        at_end, cores = service.resident_megabytes(), service.cores
        exit_code = service.stop()
    return Result(
        taken=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=machine(),
        cores=cores,
        seed=seed,
        requests=len(throws),
        seconds=seconds,
        kinds=dict(Counter(throw.kind for throw in throws).most_common()),
        statuses=dict(sorted(Counter(status for status, _ in thrown).items())),
        megabytes_settled=settled,
        megabytes_at_end=at_end,
        exit_code=exit_code,
        findings=[found for _, found in thrown if found is not None],
        complaints=dict(Counter(complaints(service.stderr_lines[greeting:])).most_common()),
    )


def _throws(url: str, number: int, seed: int) -> list[Throw]:
    drawn = described(url, round(DESCRIBED * number), seed)
    kinds, weights = list(THROWS), list(THROWS.values())
    dice = [Random(f"{seed}:{index}") for index in range(number - len(drawn))]
    throws = [*drawn, *(one.choices(kinds, weights)[0](one) for one in dice)]
    Random(seed).shuffle(throws)
    return throws


def _thrown(port: int, throws: Sequence[Throw]) -> list[Thrown]:
    with ThreadPoolExecutor(AT_ONCE) as connections:
        return list(connections.map(lambda throw: _one(port, throw), throws))


def _one(port: int, throw: Throw) -> Thrown:
    answer = send(port, throw)
    return "none" if answer is None else str(answer.status), finding(throw, answer)


def _print(result: Result) -> None:
    console = Console()
    table = Table("status", "answers")
    for status, count in result.statuses.items():
        table.add_row(status, str(count))
    console.print(table)
    for found in result.findings:
        console.print(f"{found.kind}: {found.what}; {found.answered}", markup=False)
    for line, count in list(result.complaints.items())[:20]:
        console.print(f"{count} x {line}", markup=False)
    console.print(
        f"{result.requests} requests in {result.seconds} s; {len(result.findings)} findings and "
        f"{sum(result.complaints.values())} complaints; {result.megabytes_settled} MB after {SETTLED}, "
        f"{result.megabytes_at_end} MB at the end, {result.growth:+} %; exit code {result.exit_code}"
    )


if __name__ == "__main__":
    typer.run(main)
