"""A model with results that tests can check, and strategies for its buckets and policies."""

from collections.abc import Sequence

from hypothesis import strategies as st

from service.batching.batcher import Batch
from service.batching.buckets import Bucket
from tests.service.batching.factories import (
    CORES,
    GPU,
    LONG,
    SHORT,
    SMALL_BATCHES,
    WITH_HOST,
)

BUCKETS = (SHORT, Bucket(200, 10), LONG)
POLICIES = st.sampled_from([CORES, SMALL_BATCHES, GPU, WITH_HOST])
STAGES = st.sampled_from(["detect", "recognize"])
BAD = 13
"""An item that is divisible by this number fails every batch that has it."""


def model(batch: Batch) -> Sequence[int]:
    """A model whose result depends on the item alone. A batch with a bad item fails."""
    if any(item % BAD == 0 for item in batch.items):
        raise ArithmeticError
    return [item * item for item in batch.items]
