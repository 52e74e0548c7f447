from dataclasses import replace

import pytest

from service.batching.batcher import Batch, Batcher
from service.batching.policy import StagePolicy
from service.batching.stage import StageName
from tests.service.batching.factories import (
    CORES,
    GPU,
    LONG,
    SHORT,
    SMALL_BATCHES,
    WITH_HOST,
    batcher,
    job,
    submit,
)


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


def test_an_empty_batcher_dispatches_nothing() -> None:
    assert batcher().dispatch(0.0) is None


def test_a_single_entry_occupies_the_whole_device_until_it_is_complete() -> None:
    cores = batcher()
    submit(cores, job(1), [SHORT])
    single = dispatched(cores)
    submit(cores, job(2), [SHORT])

    assert single.streams == 1
    assert cores.dispatch(0.0) is None
    cores.complete(single, 6.0)
    assert dispatched(cores).streams == 1


def test_several_entries_get_a_core_each() -> None:
    cores = batcher()
    submit(cores, job(), [SHORT] * 3)

    assert [dispatched(cores).streams for _ in range(2)] == [2, 2]
    assert cores.dispatch(0.0) is None


def test_the_last_entry_gets_one_core_while_another_runs() -> None:
    cores = batcher()
    submit(cores, job(), [SHORT] * 3)
    first, _ = dispatched(cores), dispatched(cores)
    cores.complete(first, 10.0)

    assert dispatched(cores).streams == 2


def test_the_page_that_arrived_first_runs_first_in_every_stage() -> None:
    cores, old, young = batcher(), job(1, arrived=1.0), job(2, arrived=2.0)
    submit(cores, young, [LONG], "detect")
    submit(cores, young, [LONG], "recognize")
    submit(cores, old, [SHORT, SHORT], "recognize")

    assert [batch.entries[0].job.number for batch in served(cores, now=3.0)] == [1, 1, 2, 2]


def test_the_largest_entry_of_a_page_runs_first_in_any_bucket() -> None:
    cores = batcher()
    submit(cores, job(), [SHORT, LONG, SHORT, LONG])

    assert [batch.items for batch in served(cores)] == [(1,), (3,), (0,), (2,)]


def test_a_page_beyond_the_grace_is_overtaken_by_pages_that_arrive_before_its_due_time() -> None:
    cores, huge = batcher(), job(1)
    submit(cores, huge, [SHORT] * 60)  # 300 ms of work, 200 ms beyond the grace: due after 4 x 200 ms
    for number, arrived in ((2, 0.7), (3, 0.9)):
        submit(cores, job(number, arrived=arrived), [SHORT])
    order = [batch.entries[0].job.number for batch in served(cores, now=1.0)]

    assert order == [2, *[1] * 60, 3]


def test_the_due_time_counts_all_work_submitted_so_far() -> None:
    cores, huge = batcher(), job(1)
    first = submit(cores, huge, [SHORT] * 60)
    again = submit(cores, huge, [SHORT])

    assert [first[0].due, again[0].due] == pytest.approx([4 * 0.2, 4 * 0.205])


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


def test_the_last_entries_are_divided_between_the_cores() -> None:
    cores = batcher(SMALL_BATCHES)
    submit(cores, job(), [SHORT] * 10)

    assert [len(batch.entries) for batch in served(cores)] == [4, 2, 2, 1, 1]


def test_short_lines_of_several_pages_share_a_batch_in_order_of_their_pages() -> None:
    cores = batcher(SMALL_BATCHES)
    for number in range(3):
        submit(cores, job(number, arrived=0.01 * number), [SHORT] * 2 + [LONG])
    batches = served(cores, now=1.0)

    assert [(batch.bucket, [each.job.number for each in batch.entries]) for batch in batches[:3]] == [
        (LONG, [0]),
        (SHORT, [0, 0, 1, 1]),
        (LONG, [1]),
    ]


def test_the_work_of_an_entry_is_its_share_of_a_full_batch() -> None:
    gpu = batcher(GPU)
    (entry,) = submit(gpu, job(), [SHORT])

    assert entry.work == pytest.approx(10 / 2)  # extrapolated: a batch of 4 takes 40 ms


def test_the_work_of_an_entry_is_pending_until_its_batch_is_complete() -> None:
    cores, page = batcher(), job()
    submit(cores, page, [SHORT, LONG])
    first, second = dispatched(cores), dispatched(cores)

    assert page.pending == pytest.approx(25)
    cores.complete(first, 40.0)
    assert page.pending == pytest.approx(5)
    cores.complete(second, None)
    assert page.pending == pytest.approx(0)
    assert page.submitted == pytest.approx(25)
    assert whole_device_is_free(cores)


def test_predictions_are_learnt_from_finished_batches_and_not_from_failed_ones() -> None:
    cores, page = batcher(), job()
    for measured in [20.0, None] * 500:
        submit(cores, page, [SHORT] * 2)
        for batch in (dispatched(cores), dispatched(cores)):
            cores.complete(batch, measured)

    assert submit(cores, page, [SHORT])[0].work == pytest.approx(10, rel=0.05)


def test_a_batcher_with_only_cancelled_entries_becomes_idle() -> None:
    cores, page = batcher(), job()
    for entry in submit(cores, page, [SHORT] * 5):
        entry.future.cancel()

    assert cores.can_dispatch
    assert cores.dispatch(0.0) is None
    assert not cores.can_dispatch
    assert page.pending == pytest.approx(0)
    assert whole_device_is_free(cores)


def test_draining_removes_waiting_entries_and_leaves_running_ones() -> None:
    cores, page = batcher(), job()
    submit(cores, page, [SHORT] * 3)
    running = dispatched(cores)

    assert {entry.item for entry in cores.drain()} == {0, 1, 2} - set(running.items)
    assert cores.dispatch(0.0) is None
    cores.complete(running, 10.0)
    assert page.pending == pytest.approx(0)
    assert whole_device_is_free(cores)


def test_a_batch_that_needs_more_slots_than_are_free_is_not_overtaken() -> None:
    stages: dict[StageName, StagePolicy] = {"detect": StagePolicy((1,)), "recognize": StagePolicy((2,))}
    cores = batcher(replace(CORES, stages=stages))
    submit(cores, job(1), [SHORT])
    running = dispatched(cores)
    submit(cores, job(2), [SHORT], "detect")
    submit(cores, job(3), [SHORT])

    assert cores.dispatch(0.0) is None
    cores.complete(running, 10.0)
    assert dispatched(cores).stage == "detect"


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
