"""`python -m benchmarks.fuzz`: sends random requests to a real service and reports the rules that it breaks.

The service runs in its own process with real models. The same seed gives the same requests. The exit code
is 1 if a rule of `findings` is broken, the memory grows too much, or the service exits with an error.
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

from benchmarks.fuzz import http_requests as http
from benchmarks.fuzz import malformed_requests as malformed
from benchmarks.fuzz.client import send
from benchmarks.fuzz.findings import Finding, complaints, finding
from benchmarks.fuzz.openapi_requests import openapi_requests
from benchmarks.fuzz.raw_request import RawRequest
from benchmarks.reporting.machine import machine
from benchmarks.reporting.results import RESULTS
from tests.harness.service import CREDENTIALS, Service

CONNECTIONS = 8
"""The number of requests that are sent at the same time."""

HTTP_WARM_UP, WARM_UP = 500, 1000
"""The number of requests before the memory of the HTTP side, and of all processes, is measured first."""

MOST_GROWTH_OF_HTTP, MOST_GROWTH = 20.0, 25.0
"""The largest allowed growth of the memory after these requests, in percent."""

FROM_OPENAPI = 0.2
"""The share of requests that schemathesis generates."""

GENERATORS = {
    http.picture: 8,
    http.mutated_picture: 20,
    http.unexpected_fields: 10,
    http.mutated_json: 10,
    http.url: 5,
    http.identity: 4,
    http.any_path: 12,
    http.unexpected_headers: 8,
    http.signed: 6,
    malformed.garbage: 2,
    malformed.mutated_head: 3,
    malformed.framing: 2,
    malformed.chunked: 3,
    malformed.mutated_chunks: 2,
    malformed.disconnected: 3,
    malformed.pipelined: 1,
    malformed.too_large: 0.3,
}
"""Generator → its weight among all other requests."""

Checked = tuple[str, Finding | None]
"""The status of an answer, or "none" if there is no answer, and the rule that it breaks."""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one run, and what it was measured on."""

    taken: str
    machine: str
    cores: int
    seed: int
    requests: int
    seconds: float
    kinds: dict[str, int]
    statuses: dict[str, int]
    http_megabytes_settled: float
    http_megabytes_at_end: float
    megabytes_settled: float
    megabytes_at_end: float
    exit_code: int
    findings: list[Finding]
    complaints: dict[str, int]

    @property
    def growth(self) -> float:
        """Growth of the memory of all processes in percent."""
        return round(100 * (self.megabytes_at_end / self.megabytes_settled - 1), 1)

    @property
    def http_growth(self) -> float:
        """Growth of the memory of the HTTP side in percent."""
        return round(100 * (self.http_megabytes_at_end / self.http_megabytes_settled - 1), 1)

    @property
    def is_good(self) -> bool:
        """Whether no rule is broken."""
        is_small = self.growth <= MOST_GROWTH and self.http_growth <= MOST_GROWTH_OF_HTTP
        return is_small and not (self.findings or self.complaints or self.exit_code)


def main(
    number: Annotated[int, typer.Option("--requests", min=1, help="The number of requests.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same requests.")] = 0,
    out: Annotated[Path, typer.Option(help="The file to write.")] = RESULTS / "fuzz.json",
) -> None:
    """Send the requests, then print and save the result."""
    result = _run(number, seed)
    out.parent.mkdir(exist_ok=True)
    document = {**asdict(result), "growth_percent": result.growth}
    out.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _print(result)
    raise typer.Exit(0 if result.is_good else 1)


def _run(number: int, seed: int) -> Result:
    with Service(CREDENTIALS) as service:
        service.wait_until_ready()
        first_line = len(service.stderr_lines)
        requests = _requests(service.url, number, seed)
        started = perf_counter()
        checked = _send_all(service.port, requests[:HTTP_WARM_UP])
        http_after_warm_up = service.http_megabytes()
        checked += _send_all(service.port, requests[HTTP_WARM_UP:WARM_UP])
        after_warm_up = service.resident_megabytes()
        checked += _send_all(service.port, requests[WARM_UP:])
        seconds = round(perf_counter() - started, 1)
        at_end, http_at_end, cores = service.resident_megabytes(), service.http_megabytes(), service.cores
        exit_code = service.stop()
    return Result(
        taken=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=machine(),
        cores=cores,
        seed=seed,
        requests=len(requests),
        seconds=seconds,
        kinds=dict(Counter(request.kind for request in requests).most_common()),
        statuses=dict(sorted(Counter(status for status, _ in checked).items())),
        http_megabytes_settled=http_after_warm_up,
        http_megabytes_at_end=http_at_end,
        megabytes_settled=after_warm_up,
        megabytes_at_end=at_end,
        exit_code=exit_code,
        findings=[found for _, found in checked if found is not None],
        complaints=dict(Counter(complaints(service.stderr_lines[first_line:])).most_common()),
    )


def _requests(url: str, number: int, seed: int) -> list[RawRequest]:
    from_openapi = openapi_requests(url, round(FROM_OPENAPI * number), seed)
    generators, weights = list(GENERATORS), list(GENERATORS.values())
    sources = [Random(f"{seed}:{index}") for index in range(number - len(from_openapi))]
    requests = [*from_openapi, *(rng.choices(generators, weights)[0](rng) for rng in sources)]
    Random(seed).shuffle(requests)
    return requests


def _send_all(port: int, requests: Sequence[RawRequest]) -> list[Checked]:
    with ThreadPoolExecutor(CONNECTIONS) as connections:
        return list(connections.map(lambda request: _send(port, request), requests))


def _send(port: int, request: RawRequest) -> Checked:
    answer = send(port, request)
    return "none" if answer is None else str(answer.status), finding(request, answer)


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
        f"{sum(result.complaints.values())} complaints; {result.megabytes_settled} MB after {WARM_UP}, "
        f"{result.megabytes_at_end} MB at the end, {result.growth:+} %; HTTP side "
        f"{result.http_megabytes_settled} MB after {HTTP_WARM_UP}, {result.http_megabytes_at_end} MB at the "
        f"end, {result.http_growth:+} %; exit code {result.exit_code}"
    )


if __name__ == "__main__":
    typer.run(main)
