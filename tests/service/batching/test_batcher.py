from dataclasses import replace

import pytest

from service.batching.batcher import Batch, Batcher
from service.batching.policy import StagePolicy
from service.batching.stage import StageName
from tests.service.batching.making import BESIDE, CORES, FEW, GPU, LONG, SHORT, batcher, job, submit


def dispatched(from_: Batcher, now: float = 0.0) -> Batch:
    batch = from_.dispatch(now)
    assert batch is not None
    return batch


def served(from_: Batcher, now: float = 0.0) -> list[Batch]:
    """Every batch until nothing waits, one at a time."""
    batches = []
    while batch := from_.dispatch(now):
        from_.complete(batch, None)
        batches.append(batch)
    return batches


def whole_device_is_free(of: Batcher) -> bool:
    """Whether something that comes now is alone there."""
    submit(of, job(99), [SHORT])
    return dispatched(of).streams == 1


def test_nothing_is_dispatched_where_nothing_waits() -> None:
    assert batcher().dispatch(0.0) is None


def test_what_is_alone_has_the_whole_device_until_it_is_complete() -> None:
    cores = batcher()
    submit(cores, job(1), [SHORT])
    alone = dispatched(cores)
    submit(cores, job(2), [SHORT])

    assert alone.streams == 1
    assert cores.dispatch(0.0) is None
    cores.complete(alone, 6.0)
    assert dispatched(cores).streams == 1


def test_entries_beside_others_have_a_core_each() -> None:
    cores = batcher()
    submit(cores, job(), [SHORT] * 3)

    assert [dispatched(cores).streams for _ in range(2)] == [2, 2]
    assert cores.dispatch(0.0) is None


def test_the_last_of_many_stays_narrow_while_another_runs() -> None:
    cores = batcher()
    submit(cores, job(), [SHORT] * 3)
    first, _ = dispatched(cores), dispatched(cores)
    cores.complete(first, 10.0)

    assert dispatched(cores).streams == 2


def test_a_page_that_came_before_goes_before_in_every_stage() -> None:
    cores, old, young = batcher(), job(1, arrived=1.0), job(2, arrived=2.0)
    submit(cores, young, [LONG], "detect")
    submit(cores, young, [LONG], "recognize")
    submit(cores, old, [SHORT, SHORT], "recognize")

    assert [batch.entries[0].job.number for batch in served(cores, now=3.0)] == [1, 1, 2, 2]


def test_the_largest_of_a_page_goes_first_whatever_its_bucket() -> None:
    cores = batcher()
    submit(cores, job(), [SHORT, LONG, SHORT, LONG])

    assert [batch.items for batch in served(cores)] == [(1,), (3,), (0,), (2,)]


def test_a_page_beyond_its_grace_lets_those_pass_who_came_before_its_turn() -> None:
    cores, huge = batcher(), job(1)
    submit(cores, huge, [SHORT] * 60)  # 300 ms, 200 beyond the grace: its due is at 4 x 200 ms
    for number, arrived in ((2, 0.7), (3, 0.9)):
        submit(cores, job(number, arrived=arrived), [SHORT])
    order = [batch.entries[0].job.number for batch in served(cores, now=1.0)]

    assert order == [2, *[1] * 60, 3]


def test_further_work_of_a_page_queues_behind_all_that_it_brought_already() -> None:
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


def test_the_best_filled_lane_goes_first() -> None:
    gpu = batcher(GPU)
    submit(gpu, job(1), [LONG])
    submit(gpu, job(2), [SHORT] * 3)

    assert [batch.bucket for batch in served(gpu, now=0.01)] == [SHORT, LONG]


def test_how_well_a_lane_is_filled_is_a_matter_of_its_stage() -> None:
    gpu = batcher(GPU)
    submit(gpu, job(1), [SHORT] * 3)
    submit(gpu, job(2), [LONG] * 2, "detect")

    assert [batch.stage for batch in served(gpu)] == ["detect", "recognize"]


def test_a_lane_that_lost_its_patience_waits_for_three_batches_at_most() -> None:
    gpu = batcher(GPU)
    submit(gpu, job(1, arrived=1.0), [LONG])
    submit(gpu, job(2, arrived=1.1), [SHORT] * 40)
    order = [batch.bucket for batch in served(gpu, now=1.2)]

    assert order.index(LONG) == 3


def test_without_rounds_the_oldest_goes_first_as_soon_as_it_lost_its_patience() -> None:
    gpu = batcher(replace(GPU, oldest_every=1))
    submit(gpu, job(1, arrived=1.0), [LONG])
    submit(gpu, job(2, arrived=1.0), [SHORT] * 8)

    assert dispatched(gpu, now=1.04).bucket == SHORT
    assert dispatched(gpu, now=1.05).bucket == LONG


def test_a_batch_stays_within_the_budget_of_its_stage() -> None:
    stages: dict[StageName, StagePolicy] = {
        "recognize": StagePolicy((2,), (1, 2, 4), budget=2.5 * LONG.pixels, is_padded=True)
    }
    gpu = batcher(replace(GPU, stages=stages))
    submit(gpu, job(), [LONG] * 3 + [SHORT] * 5)

    assert [len(batch.entries) for batch in served(gpu)] == [2, 4, 1, 1]


def test_the_last_entries_are_shared_by_the_cores() -> None:
    cores = batcher(FEW)
    submit(cores, job(), [SHORT] * 10)

    assert [len(batch.entries) for batch in served(cores)] == [4, 2, 2, 1, 1]


def test_short_lines_of_several_pages_share_a_batch_in_the_order_of_their_pages() -> None:
    cores = batcher(FEW)
    for number in range(3):
        submit(cores, job(number, arrived=0.01 * number), [SHORT] * 2 + [LONG])
    batches = served(cores, now=1.0)

    assert [(batch.bucket, [each.job.number for each in batch.entries]) for batch in batches[:3]] == [
        (LONG, [0]),
        (SHORT, [0, 0, 1, 1]),
        (LONG, [1]),
    ]


def test_an_entry_weighs_its_part_of_a_full_batch() -> None:
    gpu = batcher(GPU)
    (entry,) = submit(gpu, job(), [SHORT])

    assert entry.weight == pytest.approx(10 / 2)  # the table has batches of one: four cost four times as much


def test_the_work_of_a_page_is_ahead_until_it_is_complete() -> None:
    cores, page = batcher(), job()
    submit(cores, page, [SHORT, LONG])
    first, second = dispatched(cores), dispatched(cores)

    assert page.known == pytest.approx(25)
    cores.complete(first, 40.0)
    assert page.known == pytest.approx(5)
    cores.complete(second, None)
    assert page.known == pytest.approx(0)
    assert page.taken == pytest.approx(25)
    assert whole_device_is_free(cores)


def test_measured_batches_teach_what_entries_weigh_and_failed_ones_do_not() -> None:
    cores, page = batcher(), job()
    for measured in [20.0, None] * 500:
        submit(cores, page, [SHORT] * 2)
        for batch in (dispatched(cores), dispatched(cores)):
            cores.complete(batch, measured)

    assert submit(cores, page, [SHORT])[0].weight == pytest.approx(10, rel=0.05)


def test_a_batcher_with_nothing_but_cancelled_entries_becomes_idle() -> None:
    cores, page = batcher(), job()
    for entry in submit(cores, page, [SHORT] * 5):
        entry.future.cancel()

    assert cores.can_dispatch
    assert cores.dispatch(0.0) is None
    assert not cores.can_dispatch
    assert page.known == pytest.approx(0)
    assert whole_device_is_free(cores)


def test_draining_takes_away_what_waits_and_leaves_what_runs() -> None:
    cores, page = batcher(), job()
    submit(cores, page, [SHORT] * 3)
    running = dispatched(cores)

    assert {entry.item for entry in cores.drain()} == {0, 1, 2} - set(running.items)
    assert cores.dispatch(0.0) is None
    cores.complete(running, 10.0)
    assert page.known == pytest.approx(0)
    assert whole_device_is_free(cores)


def test_a_batch_of_a_stage_that_needs_more_than_is_free_waits_and_lets_nobody_pass() -> None:
    stages: dict[StageName, StagePolicy] = {"detect": StagePolicy((1,)), "recognize": StagePolicy((2,))}
    cores = batcher(replace(CORES, stages=stages))
    submit(cores, job(1), [SHORT])
    running = dispatched(cores)
    submit(cores, job(2), [SHORT], "detect")
    submit(cores, job(3), [SHORT])

    assert cores.dispatch(0.0) is None
    cores.complete(running, 10.0)
    assert dispatched(cores).stage == "detect"


def test_what_runs_beside_the_device_takes_no_stream_and_waits_for_none() -> None:
    device = batcher(BESIDE)
    submit(device, job(1), [SHORT] * 9)
    running = [dispatched(device), dispatched(device)]
    submit(device, job(2), [SHORT] * 4, "detect")
    beside = [dispatched(device), dispatched(device), dispatched(device)]

    assert [batch.stage for batch in running + beside] == ["recognize"] * 2 + ["detect"] * 3
    assert device.dispatch(0.0) is None
    device.complete(beside[0], 10.0)
    assert dispatched(device).stage == "detect"
    device.complete(running[0], 10.0)
    assert dispatched(device).stage == "recognize"
