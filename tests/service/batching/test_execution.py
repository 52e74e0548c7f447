from collections.abc import Sequence
from itertools import count
from traceback import walk_tb

import pytest

from service.batching.batcher import Batch
from service.batching.execution import Run, execute
from service.batching.lane import Entry
from tests.service.batching.fixtures.factories import entry


class BadPicture(Exception):
    pass


def batch_of(*items: object) -> Batch:
    return Batch("recognize", 2, tuple(map(entry, items)))


def run_with(run: Run, batch: Batch) -> float | None:
    """Execute a batch with a clock that advances by half a second at every reading."""
    ticks = count(step=0.5)
    return execute(batch, run, lambda: next(ticks))


def outcomes(entries: Sequence[Entry]) -> list[object]:
    return [each.future.exception(0) or each.future.result(0) for each in entries]


class Upper:
    """Returns each item in capitals. Every batch with the item `bad` fails."""

    def __init__(self, bad: str = "") -> None:
        self.bad = bad
        self.ran: list[tuple[object, ...]] = []

    def __call__(self, batch: Batch) -> Sequence[str]:
        self.ran.append(batch.items)
        if self.bad in batch.items:
            raise BadPicture(self.bad)
        return [str(item).upper() for item in batch.items]


def test_every_entry_gets_its_own_result() -> None:
    batch = batch_of("a", "b", "c")

    assert run_with(Upper(), batch) == pytest.approx(500)
    assert outcomes(batch.entries) == ["A", "B", "C"]


def test_only_the_failing_entry_of_a_batch_fails_and_every_entry_runs_once_more() -> None:
    batch, upper = batch_of("a", "bad", "c"), Upper("bad")

    assert run_with(upper, batch) is None
    first, failure, last = outcomes(batch.entries)
    assert (first, last) == ("A", "C")
    assert isinstance(failure, BadPicture)
    assert upper.ran == [("a", "bad", "c"), ("a",), ("bad",), ("c",)]


def test_a_failure_keeps_its_traceback_and_holds_no_items() -> None:
    batch = batch_of("a", "bad")
    run_with(Upper("bad"), batch)
    failure = batch.entries[1].future.exception(0)
    assert failure is not None
    *_, frame = [frame for frame, _ in walk_tb(failure.__traceback__)]

    assert frame.f_code is Upper.__call__.__code__
    assert frame.f_locals == {}
    assert batch.items == ("a", None)


def test_a_failed_batch_of_one_is_not_run_again() -> None:
    batch, upper = batch_of("bad"), Upper("bad")

    assert run_with(upper, batch) is None
    assert upper.ran == [("bad",)]


def test_entries_of_a_batch_that_is_too_large_succeed_one_by_one() -> None:
    def small_batches_only(batch: Batch) -> Sequence[object]:
        if len(batch.items) > 1:
            raise MemoryError
        return batch.items

    batch = batch_of("a", "b")
    run_with(small_batches_only, batch)

    assert outcomes(batch.entries) == ["a", "b"]


@pytest.mark.parametrize("results", [(), ("one", "two", "three")])
def test_a_wrong_number_of_results_fails_every_entry(results: tuple[str, ...]) -> None:
    batch = batch_of("a", "b")

    assert run_with(lambda _: results, batch) is None
    assert all(isinstance(outcome, ValueError) for outcome in outcomes(batch.entries))
