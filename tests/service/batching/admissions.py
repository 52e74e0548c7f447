"""Admission and pages for its tests."""

from service.batching.admission import DEFAULT_LIMITS, Admission, AdmissionLimits
from service.batching.cost import CostTable
from service.batching.page_job import PageJob
from service.batching.predictor import Predictor
from tests.service.batching.factories import FAIRNESS, TABLE

PIXELS = 1_000_000
"""Pixels of a page whose predicted work is 100 ms."""

MEMORY = 100
"""Bytes of a page. The memory limit of these tests is usually ten times as much."""

LATE = 3600.0
"""A deadline in seconds, later than any predicted answer of these tests."""


def new_admission(memory: int = DEFAULT_LIMITS.memory, table: CostTable = TABLE) -> Admission:
    return Admission(Predictor(table), FAIRNESS, AdmissionLimits(memory=memory))


def admit(to: Admission, deadline: float = 60.0, *, now: float = 0.0, **page: int) -> PageJob:
    """Admit a page. By default it has PIXELS, one tile and MEMORY."""
    page = {"pixels": PIXELS, "tiles": 1, "memory": MEMORY, **page}
    return to.admit(**page, now=now, deadline=deadline)
