from collections.abc import Sequence
from itertools import count
from traceback import walk_tb

import pytest

from service.batching.batcher import Batch
from service.batching.execution import Run, execute
from service.batching.lane import Entry
from tests.service.batching.making import entry


class BadPicture(Exception):
    pass


def batch_of(*items: object) -> Batch:
    return Batch("recognize", 2, tuple(map(entry, items)))


def run_with(run: Run, batch: Batch) -> float | None:
    """Every look at the clock is half a second later than the one before."""
    ticks = count(step=0.5)
    return execute(batch, run, lambda: next(ticks))


def answers(entries: Sequence[Entry]) -> list[object]:
    return [each.future.exception(0) or each.future.result(0) for each in entries]


class Upper:
    """Answers each item with its capitals; `guilty` fails every batch that it is in."""

    def __init__(self, guilty: str = "") -> None:
        self.guilty = guilty
        self.ran: list[tuple[object, ...]] = []

    def __call__(self, batch: Batch) -> Sequence[str]:
        self.ran.append(batch.items)
        if self.guilty in batch.items:
            raise BadPicture(self.guilty)
        return [str(item).upper() for item in batch.items]


def test_every_entry_has_its_own_result() -> None:
    batch = batch_of("a", "b", "c")

    assert run_with(Upper(), batch) == pytest.approx(500)
    assert answers(batch.entries) == ["A", "B", "C"]


def test_of_a_failing_batch_the_guilty_alone_fails_and_each_ran_once_more() -> None:
    batch, upper = batch_of("a", "bad", "c"), Upper("bad")

    assert run_with(upper, batch) is None
    first, failure, last = answers(batch.entries)
    assert (first, last) == ("A", "C")
    assert isinstance(failure, BadPicture)
    assert upper.ran == [("a", "bad", "c"), ("a",), ("bad",), ("c",)]


def test_a_failure_tells_where_it_was_and_holds_nothing_of_what_was_run() -> None:
    batch = batch_of("a", "bad")
    run_with(Upper("bad"), batch)
    failure = batch.entries[1].future.exception(0)
    assert failure is not None
    *_, frame = [frame for frame, _ in walk_tb(failure.__traceback__)]

    assert frame.f_code is Upper.__call__.__code__
    assert frame.f_locals == {}
    assert batch.items == ("a", None)


def test_an_entry_that_fails_alone_is_not_run_again() -> None:
    batch, upper = batch_of("bad"), Upper("bad")

    assert run_with(upper, batch) is None
    assert upper.ran == [("bad",)]


def test_a_batch_that_fails_by_its_size_alone_fails_nobody() -> None:
    def small_batches(batch: Batch) -> Sequence[object]:
        if len(batch.items) > 1:
            raise MemoryError
        return batch.items

    batch = batch_of("a", "b")
    run_with(small_batches, batch)

    assert answers(batch.entries) == ["a", "b"]


@pytest.mark.parametrize("said", [(), ("one", "two", "three")])
def test_a_wrong_number_of_results_is_a_failure_and_answers_nobody_wrongly(said: tuple[str, ...]) -> None:
    batch = batch_of("a", "b")

    assert run_with(lambda _: said, batch) is None
    assert all(isinstance(answer, ValueError) for answer in answers(batch.entries))
