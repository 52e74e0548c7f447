"""Jobs, entries, tables and policies for tests."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any

from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.cost import CostTable, table_of
from service.batching.fairness import Fairness
from service.batching.lane import Entry
from service.batching.page_job import PageJob
from service.batching.policy import Policy, StagePolicy
from service.batching.predictor import Predictor
from service.batching.stage import StageName

SHORT, LONG = Bucket(100, 10), Bucket(400, 10)

TABLE = table_of(
    "a machine of round figures",
    (
        ("detect", 1, 1, 1_000_000, 60.0),
        ("detect", 2, 1, 1_000_000, 100.0),
        ("recognize", 1, 1, 1000, 6.0),
        ("recognize", 2, 1, 1000, 10.0),
        ("page", 1, 1, 1_000_000, 100.0),
    ),
)
"""The work of an entry of SHORT is 5 ms of the whole machine, and that of LONG 20 ms."""

FAIRNESS = Fairness(grace=100, stretch=4)

CORES = Policy(
    slots=2,
    overtake_seconds=-inf,
    earliest_due_every=1,
    stages={"detect": StagePolicy((1, 2)), "recognize": StagePolicy((1, 2))},
    fairness=FAIRNESS,
)
"""Two cores that run one entry at a time."""

SMALL_BATCHES = replace(
    CORES, stages={**CORES.stages, "recognize": StagePolicy((2,), (1, 2, 4), most_pixels=4000)}
)
"""Two cores. Up to four entries of SHORT share a batch, and each entry of LONG runs alone."""

GPU = Policy(
    slots=2,
    overtake_seconds=0.05,
    earliest_due_every=4,
    stages={
        "detect": StagePolicy((2,), (1, 2), is_padded=True),
        "recognize": StagePolicy((2,), (1, 2, 4), is_padded=True),
    },
    fairness=FAIRNESS,
)
"""A device of two streams with padded batches."""

WITH_HOST = replace(GPU, stages={**GPU.stages, "detect": StagePolicy((3,), is_on_host=True)}, host_slots=3)
"""A device of two streams, and three cores beside it on which the stage `detect` runs."""


def batcher(policy: Policy = CORES, table: CostTable = TABLE) -> Batcher:
    return Batcher(policy, Predictor(table))


def job(number: int = 0, arrived: float = 0.0, deadline: float = 1000.0) -> PageJob:
    return PageJob(
        number=number, arrived=arrived, deadline=deadline, pixels=1_000_000, tiles=1, memory=0, expected=0.0
    )


def entry(
    item: Any = None, *, page: PageJob | None = None, work: float = 1.0, due: float | None = None
) -> Entry:
    page = job() if page is None else page
    return Entry(item, page, "recognize", SHORT, work=work, due=page.arrived if due is None else due)


def submit(
    to: Batcher, page: PageJob, buckets: Sequence[Bucket], stage: StageName = "recognize"
) -> list[Entry]:
    """Queue one entry for each bucket. The items are 0, 1, 2 and so on."""
    entries = to.entries(page, stage, [(bucket, i) for i, bucket in enumerate(buckets)])
    to.submit(entries)
    return entries


def dispatched(by: Batcher, now: float = 0.0) -> Batch:
    batch = by.dispatch(now)
    assert batch is not None
    return batch


def served(by: Batcher, now: float = 0.0) -> list[Batch]:
    """Dispatch and complete one batch at a time until nothing waits."""
    batches = []
    while batch := by.dispatch(now):
        by.complete(batch, None)
        batches.append(batch)
    return batches


def whole_device_is_free(on: Batcher) -> bool:
    """Whether a new entry gets the whole device."""
    submit(on, job(99), [SHORT])
    return dispatched(on).streams == 1
