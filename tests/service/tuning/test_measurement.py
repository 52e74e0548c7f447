from collections.abc import Sequence
from itertools import accumulate, cycle
from threading import Barrier
from typing import Any

import pytest

from service.batching.batcher import Batch
from service.batching.buckets import Bucket
from service.tuning.measurement import ROUNDS, Probe, measure


class FakeStages:
    """Runs a batch once one runs on every stream."""

    def __init__(self, streams: int) -> None:
        self._together = Barrier(streams)
        self.ran: list[tuple[str, int, Any]] = []

    def bucket(self, stage: str, item: Any) -> Bucket:
        return Bucket(len(item), 10)

    def run(self, batch: Batch) -> Sequence[Any]:
        self._together.wait(10)
        self.ran.append((batch.stage, batch.streams, batch.items))
        return batch.items


def test_the_warm_up_run_does_not_count_in_the_median() -> None:
    """The clock is read before and after each run: 90 s for the first, then 1, 5, 2, 4 and 3 s."""
    times = accumulate([0, 90, 0, 1, 0, 5, 0, 2, 0, 4, 0, 3])
    measured = measure(FakeStages(1), Probe("detect", 1, lambda: "item"), lambda: next(times))

    assert measured.batch == ("detect", 1, 1, 40)
    assert measured.milliseconds == 3000.0
    assert next(times, None) is None


def test_the_time_is_rounded_to_three_significant_digits() -> None:
    times = accumulate(cycle([0, 0.0123456]))
    measured = measure(FakeStages(1), Probe("detect", 1, lambda: "item"), lambda: next(times))

    assert measured.milliseconds == 12.3


@pytest.mark.parametrize("streams", [1, 2, 3])
def test_a_batch_runs_on_every_stream_at_once(streams: int) -> None:
    stages = FakeStages(streams)
    measure(stages, Probe("recognize", streams, lambda: "item"))

    assert stages.ran == [("recognize", streams, ("item",))] * streams * (1 + ROUNDS)


def test_every_run_gets_a_new_item() -> None:
    """A picture can be decoded only once."""
    stages = FakeStages(2)
    measure(stages, Probe("decode", 2, lambda: bytearray(4)))

    assert len({id(item) for _, _, (item,) in stages.ran}) == 2 * (1 + ROUNDS)


def test_a_batch_has_count_items() -> None:
    stages = FakeStages(1)
    measured = measure(stages, Probe("recognize", 1, lambda: "item", count=3))

    assert measured.count == 3
    assert {items for _, _, items in stages.ran} == {("item",) * 3}
