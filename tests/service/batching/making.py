"""Jobs, entries and tables for tests."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any

from service.batching.batcher import Batcher
from service.batching.buckets import Bucket
from service.batching.cost import CostTable, Measured
from service.batching.fairness import Fairness
from service.batching.lane import Entry
from service.batching.page_job import PageJob
from service.batching.policy import Policy, StagePolicy
from service.batching.predictor import Predictor
from service.batching.stage import StageName

SHORT, LONG = Bucket(100, 10), Bucket(400, 10)

TABLE = CostTable(
    "a machine of round figures",
    (
        Measured("detect", 1, 1, 1_000_000, 60.0),
        Measured("detect", 2, 1, 1_000_000, 100.0),
        Measured("recognize", 1, 1, 1000, 6.0),
        Measured("recognize", 2, 1, 1000, 10.0),
        Measured("page", 1, 1, 1_000_000, 100.0),
    ),
)
"""An entry of SHORT is 5 ms of the machine, one of LONG 20."""

FAIRNESS = Fairness(grace=100, stretch=4)

CORES = Policy(2, -inf, 1, {"detect": StagePolicy((1, 2)), "recognize": StagePolicy((1, 2))}, FAIRNESS)
FEW = replace(CORES, stages={**CORES.stages, "recognize": StagePolicy((2,), (1, 2, 4), budget=4000)})
"""Up to four of SHORT are read together, and one of LONG."""
GPU = Policy(
    2,
    0.05,
    4,
    {
        "detect": StagePolicy((2,), (1, 2), is_padded=True),
        "recognize": StagePolicy((2,), (1, 2, 4), is_padded=True),
    },
    FAIRNESS,
)
BESIDE = replace(GPU, stages={**GPU.stages, "detect": StagePolicy((3,), is_beside=True)}, beside=3)
"""What is detected takes none of the two streams."""


def batcher(policy: Policy = CORES, table: CostTable = TABLE) -> Batcher:
    return Batcher(policy, Predictor(table))


def job(number: int = 0, arrived: float = 0.0, deadline: float = 1000.0) -> PageJob:
    return PageJob(number, arrived, deadline, pixels=1_000_000, parts=1, size=0, unknown=0.0)


def entry(
    item: Any = None, *, page: PageJob | None = None, weight: float = 1.0, due: float | None = None
) -> Entry:
    page = job() if page is None else page
    return Entry(item, page, "recognize", SHORT, weight, page.arrived if due is None else due)


def submit(
    to: Batcher, page: PageJob, buckets: Sequence[Bucket], stage: StageName = "recognize"
) -> list[Entry]:
    """Entries whose items are their place in the submission."""
    entries = to.entries(page, stage, [(bucket, i) for i, bucket in enumerate(buckets)])
    to.submit(entries)
    return entries
