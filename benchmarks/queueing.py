"""`python -m benchmarks.queueing`: the overhead of batching for an entry, from submission to result.

Producers submit pages of 20 lines to two workers that compute nothing. Each producer waits for the results of
a page before it submits the next one.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, process_time
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.reporting.machine import machine
from benchmarks.reporting.results import RESULTS
from service.batching.admission import Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.policies.device_policies import DEVICE_POLICIES
from service.batching.prediction.cost import DEFAULT_TABLE, load_table
from service.batching.prediction.predictor import Predictor
from service.batching.waiting import results
from service.batching.workers import Workers

LINES = 20
WORKERS = 2
ITEMS = [(Bucket(96 + 32 * (i % 12), 48), i) for i in range(LINES)]
"""Lines of twelve widths, from 96 to 448 pixels."""


@dataclass(frozen=True, slots=True)
class Overhead:
    """Microseconds per entry, medians of all rounds: elapsed time, and processor time of all threads.

    `form` is the device policy, "cpu" or "gpu".
    """

    form: str
    producers: int
    elapsed: float
    processor: float


def main(
    pages: Annotated[int, typer.Option(min=1, help="Pages of 20 lines in a round.")] = 500,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds to measure.")] = 9,
    out: Annotated[Path, typer.Option(help="The file to write.")] = RESULTS / "queueing.json",
) -> None:
    """Measure every device policy with one producer and with four. Write and print the results."""
    overheads = [
        _overhead(form, producers, pages, rounds) for form in DEVICE_POLICIES for producers in (1, 4)
    ]
    out.parent.mkdir(exist_ok=True)
    document = {
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "microseconds_an_entry": [asdict(overhead) for overhead in overheads],
    }
    out.write_text(json.dumps(document, indent=2) + "\n")
    _print(overheads)


def _overhead(form: str, producers: int, pages: int, rounds: int) -> Overhead:
    times = [_round(form, producers, pages // producers) for _ in range(rounds)]
    entries = pages // producers * producers * LINES
    elapsed, processor = (median(column) / entries * 1e6 for column in zip(*times, strict=True))
    return Overhead(form, producers, round(elapsed, 1), round(processor, 1))


def _round(form: str, producers: int, pages: int) -> tuple[float, float]:
    """Returns the elapsed seconds and the processor seconds of one round."""
    workers = _workers(form)
    with ThreadPoolExecutor(producers) as threads:
        started, used = perf_counter(), process_time()
        for done in [threads.submit(_produce, workers, pages) for _ in range(producers)]:
            done.result()
        times = perf_counter() - started, process_time() - used
    workers.close()
    return times


def _produce(workers: Workers, pages: int) -> None:
    for _ in range(pages):
        job = workers.admit(
            pixels=1_000_000, tiles=1, memory=1_000_000, deadline=monotonic() + 3600, caller=""
        )
        futures = workers.submit(job, "recognize", ITEMS)
        workers.record_lines_submitted(job)
        results(futures, job.deadline)
        workers.release(job)


def _workers(form: str) -> Workers:
    costs = load_table(DEFAULT_TABLE)
    policy, predictor = DEVICE_POLICIES[form](WORKERS, costs), Predictor(costs)
    admission = Admission(predictor, policy.fairness)
    return Workers(admission, Batcher(policy, predictor), [_compute_nothing] * WORKERS)


def _compute_nothing(batch: Batch) -> Sequence[Any]:
    return batch.items


def _print(overheads: list[Overhead]) -> None:
    table = Table("form", "producers", "elapsed, µs per entry", "processor, µs per entry")
    for overhead in overheads:
        table.add_row(*(str(value) for value in asdict(overhead).values()))
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
