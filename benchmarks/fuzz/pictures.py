"""`python -m benchmarks.fuzz.pictures`: mutated picture files, one at a time, and what each costs an engine.

The same seed gives the same files. The exit code is 1 if an engine dies, an answer is a server error, a file
takes too much processor time, or the engine takes too much memory.
"""

import base64
import json
import os
import re
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Annotated

import httpx
import typer
from rich.console import Console

from benchmarks.fuzz.mutations import mutated, page_crops, whole_pages
from benchmarks.reporting.machine import machine
from benchmarks.reporting.results import RESULTS
from service.batching.admission import AdmissionLimits
from tests.harness.service import CREDENTIALS, TOKEN, Service

MOST_SECONDS = 10.0
"""Processor seconds that one file may take."""

MEMORY_BUDGET = 1.25 * AdmissionLimits().memory / 1e6
"""MB that the engine may take beyond what it takes when it has read one picture: its own limit and 25 %."""

WHOLE_PAGES = 0.2
"""The share of whole pages among the files. The others are crops of a few lines, in all formats."""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one run. `slowest` is the file with the most processor time, in base64."""

    taken: str
    machine: str
    seed: int
    files: int
    statuses: dict[int, int]
    deaths: int
    processor_seconds: float
    most_processor_seconds: float
    slowest: str
    megabytes_resting: float
    megabytes_at_peak: float

    @property
    def is_good(self) -> bool:
        """Whether no limit is broken."""
        return (
            not self.deaths
            and max(self.statuses) < 500
            and self.most_processor_seconds <= MOST_SECONDS
            and self.megabytes_at_peak - self.megabytes_resting <= MEMORY_BUDGET
        )


def main(
    number: Annotated[int, typer.Option("--files", min=1, help="The number of files.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 0,
    out: Annotated[Path, typer.Option(help="The file to write.")] = RESULTS / "fuzz-pictures.json",
) -> None:
    """Send the files, then print and save the result."""
    result = _run(number, seed)
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(asdict(result), indent=2) + "\n")
    Console().print(
        f"{result.files} files: {result.statuses}, {result.deaths} deaths; {result.processor_seconds} s of "
        f"processor, at most {result.most_processor_seconds} s for one file; {result.megabytes_resting} MB "
        f"resting, {result.megabytes_at_peak} MB at the peak"
    )
    raise typer.Exit(0 if result.is_good else 1)


def _run(number: int, seed: int) -> Result:
    files = [_file(Random(f"{seed}:{index}")) for index in range(number)]
    with Service(CREDENTIALS) as service, httpx.Client(timeout=90) as client:
        service.wait_until_ready()
        _status(client, service, page_crops()[0])
        engines = service.engine_pids
        resting = _peak_megabytes(engines)
        statuses, seconds = [], [_processor_seconds(engines)]
        for file in files:
            statuses.append(_status(client, service, file))
            seconds.append(_processor_seconds(engines))
        deaths = len(set(engines) - set(service.engine_pids))
        costs = [after - before for before, after in pairwise(seconds)]
        peak = _peak_megabytes(service.engine_pids)
    return Result(
        taken=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=machine(),
        seed=seed,
        files=number,
        statuses=dict(sorted(Counter(statuses).items())),
        deaths=deaths,
        processor_seconds=round(seconds[-1] - seconds[0], 1),
        most_processor_seconds=round(max(costs), 2),
        slowest=base64.b64encode(files[costs.index(max(costs))]).decode(),
        megabytes_resting=resting,
        megabytes_at_peak=peak,
    )


def _file(rng: Random) -> bytes:
    return mutated(rng, rng.choice(whole_pages() if rng.random() < WHOLE_PAGES else page_crops()))


def _status(client: httpx.Client, service: Service, file: bytes) -> int:
    body = {"image": base64.b64encode(file).decode(), "detect_direction": True}
    return client.post(service.path, json=body, headers={"X-Auth-Token": TOKEN}).status_code


def _processor_seconds(pids: list[int]) -> float:
    """User and system time of the processes that still run, proc(5), fields 14 and 15 of `stat`."""
    ticks = 0
    for pid in pids:
        path = Path(f"/proc/{pid}/stat")
        fields = path.read_text().rpartition(")")[2].split() if path.exists() else ["0"] * 13
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _peak_megabytes(pids: list[int]) -> float:
    """The largest resident memory that the processes ever had, proc(5), `VmHWM`, in MB of 10^6 bytes."""
    texts = [Path(f"/proc/{pid}/status").read_text() for pid in pids]
    return round(sum(int(re.findall(r"VmHWM:\s+(\d+) kB", text)[0]) for text in texts) / 1000, 1)


if __name__ == "__main__":
    typer.run(main)
