from dataclasses import replace

import pytest

from service.batching.policies.policy import StagePolicy
from service.batching.stage import StageName
from tests.service.batching.fixtures.factories import (
    GPU,
    LONG,
    SHORT,
    WITH_HOST,
    batcher,
    dispatched,
    job,
    served,
    submit,
)


def test_a_gpu_batch_holds_entries_of_many_pages_and_one_bucket() -> None:
    gpu = batcher(GPU)
    for number in range(3):
        submit(gpu, job(number), [SHORT, LONG])
    batches = served(gpu)

    assert [(batch.bucket, [each.job.number for each in batch.entries]) for batch in batches] == [
        (LONG, [0, 1, 2]),
        (SHORT, [0, 1, 2]),
    ]


def test_the_fullest_lane_runs_first() -> None:
    gpu = batcher(GPU)
    submit(gpu, job(1), [LONG])
    submit(gpu, job(2), [SHORT] * 3)

    assert [batch.bucket for batch in served(gpu, now=0.01)] == [SHORT, LONG]


def test_the_fill_of_a_lane_is_relative_to_the_largest_batch_of_its_stage() -> None:
    gpu = batcher(GPU)
    submit(gpu, job(1), [SHORT] * 3)
    submit(gpu, job(2), [LONG] * 2, "detect")

    assert [batch.stage for batch in served(gpu)] == ["detect", "recognize"]


def test_an_overdue_lane_waits_for_at_most_three_batches() -> None:
    gpu = batcher(GPU)
    submit(gpu, job(1, arrived=1.0), [LONG])
    submit(gpu, job(2, arrived=1.1), [SHORT] * 40)
    order = [batch.bucket for batch in served(gpu, now=1.2)]

    assert order.index(LONG) == 3


def test_with_earliest_due_every_1_an_overdue_entry_always_runs_first() -> None:
    gpu = batcher(replace(GPU, earliest_due_every=1))
    submit(gpu, job(1, arrived=1.0), [LONG])
    submit(gpu, job(2, arrived=1.0), [SHORT] * 8)

    assert dispatched(gpu, now=1.04).bucket == SHORT
    assert dispatched(gpu, now=1.05).bucket == LONG


def test_a_batch_has_at_most_the_pixels_that_its_stage_allows() -> None:
    stages: dict[StageName, StagePolicy] = {
        "recognize": StagePolicy((2,), (1, 2, 4), most_pixels=2.5 * LONG.pixels, is_padded=True)
    }
    gpu = batcher(replace(GPU, stages=stages))
    submit(gpu, job(), [LONG] * 3 + [SHORT] * 5)

    assert [len(batch.entries) for batch in served(gpu)] == [2, 4, 1, 1]


def test_the_work_of_an_entry_is_its_share_of_a_full_batch() -> None:
    gpu = batcher(GPU)
    (entry,) = submit(gpu, job(), [SHORT])

    assert entry.work == pytest.approx(10 / 2)  # extrapolated: a batch of 4 takes 40 ms


def test_a_batch_on_the_host_cores_occupies_no_stream_and_waits_for_none() -> None:
    device = batcher(WITH_HOST)
    submit(device, job(1), [SHORT] * 9)
    running = [dispatched(device), dispatched(device)]
    submit(device, job(2), [SHORT] * 4, "detect")
    on_host = [dispatched(device), dispatched(device), dispatched(device)]

    assert [batch.stage for batch in running + on_host] == ["recognize"] * 2 + ["detect"] * 3
    assert device.dispatch(0.0) is None
    device.complete(on_host[0], 10.0)
    assert dispatched(device).stage == "detect"
    device.complete(running[0], 10.0)
    assert dispatched(device).stage == "recognize"
