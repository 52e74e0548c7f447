from dataclasses import replace

import pytest

from service.batching.policies.policy import StagePolicy
from service.batching.stage import StageName
from tests.service.batching.fixtures.factories import (
    CORES,
    LONG,
    SHORT,
    SMALL_BATCHES,
    batcher,
    dispatched,
    job,
    served,
    submit,
    whole_device_is_free,
)


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
