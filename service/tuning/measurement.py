"""How long stages take, measured as they run under load: as many side by side as there are streams."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any, Protocol

from service.batching.batcher import Batch
from service.batching.buckets import Bucket
from service.batching.cost import Measured
from service.batching.lane import Entry
from service.batching.page_job import PageJob
from service.batching.stage import StageName
from service.request import NEVER

ROUNDS = 5
"""How often a batch is timed on every stream; the first run, which prepares its shape, is not counted."""


class Runs(Protocol):
    """What runs batches: `Stages`."""

    def bucket(self, stage: StageName, item: Any) -> Bucket:
        """The size that an item is padded to for a stage."""

    def run(self, batch: Batch) -> Sequence[Any]:
        """One result for each item."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What is measured: a stage, into how many streams the device is cut, what makes an item for it, and how
    many of them make up a batch."""

    stage: StageName
    streams: int
    make: Callable[[], Any]
    count: int = 1


def measure(stages: Runs, probe: Probe, clock: Callable[[], float] = perf_counter) -> Measured:
    """The median time of a batch, to three digits. Raises whatever the stage raises."""
    bucket = stages.bucket(probe.stage, probe.make())

    def timed(_: int) -> float:
        batch = _batch(probe, bucket)
        began = clock()
        stages.run(batch)
        return 1000 * (clock() - began)

    with ThreadPoolExecutor(probe.streams) as threads:
        rounds = [list(threads.map(timed, range(probe.streams))) for _ in range(1 + ROUNDS)]
    times = [time for each in rounds[1:] for time in each]
    taken = float(f"{median(times):.3g}")
    return Measured(probe.stage, probe.streams, probe.count, bucket.pixels, taken)


def _batch(probe: Probe, bucket: Bucket) -> Batch:
    job = PageJob(0, 0.0, NEVER, bucket.pixels, 1, 0, 0.0)
    items = [probe.make() for _ in range(probe.count)]
    entries = tuple(Entry(item, job, probe.stage, bucket, 0.0) for item in items)
    return Batch(probe.stage, probe.streams, entries)
