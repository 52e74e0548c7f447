"""A fixture that opens workers."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.batching.admission import Admission
from service.batching.execution import Run
from service.batching.policies.policy import Policy
from service.batching.prediction.predictor import Predictor
from service.batching.workers import Workers
from tests.service.batching.fixtures.factories import CORES, FAIRNESS, TABLE, batcher
from tests.service.batching.fixtures.runs import Opener


@pytest.fixture
def open_workers() -> Iterator[Opener]:
    """Opens workers that are closed after the test."""
    all_workers: list[Workers] = []

    def open_and_remember(*runs: Run, policy: Policy = CORES, **more: Any) -> Workers:
        admission = Admission(Predictor(TABLE), FAIRNESS)
        all_workers.append(Workers(admission, batcher(policy), runs, **more))
        return all_workers[-1]

    yield open_and_remember
    for workers in all_workers:
        workers.close()
