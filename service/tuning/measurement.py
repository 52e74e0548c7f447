"""Measures the time of a batch under load, which means that every stream runs such a batch."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any, Protocol

from service.batching.batcher import Batch
from service.batching.buckets import Bucket
from service.batching.lane import Entry
from service.batching.page_job import PageJob
from service.batching.prediction.cost import CostRow
from service.batching.stage import StageName
from service.request import NEVER

ROUNDS = 5
"""Timed runs of a batch on every stream. They follow a warm-up run, which prepares the shape."""


class StageRunner(Protocol):
    """The part of `Stages` that a measurement needs."""

    def bucket(self, stage: StageName, item: Any) -> Bucket:
        """The size that an item is padded to for a stage."""

    def run(self, batch: Batch) -> Sequence[Any]:
        """One result for each item."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A batch to measure: `count` items of a stage, with the device divided into `streams` streams."""

    stage: StageName
    streams: int
    make: Callable[[], Any]
    """Makes one item."""

    count: int = 1


def measure(stages: StageRunner, probe: Probe, clock: Callable[[], float] = perf_counter) -> CostRow:
    """The median time of a batch, to three significant digits. Raises the exceptions of the stage."""
    bucket = stages.bucket(probe.stage, probe.make())

    def run_timed(_: int) -> float:
        batch = _batch(probe, bucket)
        started = clock()
        stages.run(batch)
        return 1000 * (clock() - started)

    with ThreadPoolExecutor(probe.streams) as threads:
        rounds = [list(threads.map(run_timed, range(probe.streams))) for _ in range(1 + ROUNDS)]
    times = [time for times_of_round in rounds[1:] for time in times_of_round]
    return CostRow(
        stage=probe.stage,
        streams=probe.streams,
        count=probe.count,
        pixels=bucket.pixels,
        milliseconds=float(f"{median(times):.3g}"),
    )


def _batch(probe: Probe, bucket: Bucket) -> Batch:
    job = PageJob(
        number=0,
        arrived=0.0,
        deadline=NEVER,
        pixels=bucket.pixels,
        tiles=1,
        memory=0,
        caller="",
        turn=0.0,
        share=1.0,
        expected=0.0,
    )
    items = [probe.make() for _ in range(probe.count)]
    entries = tuple(Entry(item, job, probe.stage, bucket, work=0.0) for item in items)
    return Batch(probe.stage, probe.streams, entries)
