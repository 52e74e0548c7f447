from concurrent.futures import CancelledError

import pytest

from service.batching.lane import Entry, Lane
from service.errors import DeadlineExceeded
from tests.service.batching.fixtures.factories import entry, job


def lane_of(*entries: Entry, largest_batch: int = 5000) -> Lane:
    lane = Lane("recognize", largest_batch)
    lane.push(entries)
    return lane


def taken_items(lane: Lane, now: float = 0.0, limit: int = 5000) -> list[object]:
    return [each.item for each in lane.take(now, limit)]


def test_the_earliest_due_time_comes_first() -> None:
    lane = lane_of(entry("second", due=2.0), entry("first", due=1.0), entry("third", due=3.0))

    assert taken_items(lane) == ["first", "second", "third"]


def test_of_two_pages_with_one_due_time_the_page_admitted_first_comes_first() -> None:
    lane = lane_of(entry("young", page=job(2), work=9.0), entry("old", page=job(1)))

    assert taken_items(lane) == ["old", "young"]


def test_entries_of_a_page_are_ordered_by_largest_work_and_then_by_submission() -> None:
    page = job()
    lane = lane_of(*(entry(work, page=page, work=work) for work in (1.0, 3.0, 2.0)))
    lane.push([entry("submitted later", page=page, work=2.0)])

    assert taken_items(lane) == [3.0, 2.0, "submitted later", 1.0]


def test_at_most_the_limit_of_entries_is_taken() -> None:
    lane = lane_of(*(entry(i) for i in range(5)))

    assert taken_items(lane, limit=2) == [0, 1]
    assert len(lane) == 3


@pytest.mark.parametrize(("waiting", "fill"), [(0, 0), (1, 0.25), (4, 1), (9, 1)])
def test_the_fill_of_a_lane_is_its_length_divided_by_its_largest_batch(waiting: int, fill: float) -> None:
    assert lane_of(*(entry() for _ in range(waiting)), largest_batch=4).fill == fill


def test_cancelled_entries_are_dropped_and_do_not_count_towards_the_limit() -> None:
    page = job()
    entries = [entry(i, page=page) for i in range(3)]
    page.add_submitted(3.0)
    lane = lane_of(*entries)
    entries[0].future.cancel()

    assert taken_items(lane, limit=2) == [1, 2]
    assert page.pending == 2.0


def test_late_entries_are_dropped_and_fail_with_deadline_exceeded() -> None:
    late = entry("late", page=job(deadline=5.0))
    lane = lane_of(late, entry("in time", page=job(deadline=5.1)))

    assert taken_items(lane, now=5.0) == ["in time"]
    with pytest.raises(DeadlineExceeded):
        late.future.result(0)


def test_a_cancelled_entry_that_is_late_stays_cancelled() -> None:
    late = entry(page=job(deadline=5.0))
    late.future.cancel()

    assert taken_items(lane_of(late), now=6.0) == []
    with pytest.raises(CancelledError):
        late.future.result(0)


def test_a_taken_entry_cannot_be_cancelled() -> None:
    lane = lane_of(entry())
    (taken,) = lane.take(0.0, 1)

    assert not taken.future.cancel()


def test_a_cleared_lane_is_empty_and_returns_all_waiting_entries() -> None:
    lane = lane_of(entry("a"), entry("b"))

    assert {each.item for each in lane.clear()} == {"a", "b"}
    assert len(lane) == 0


def test_comparisons_grow_with_the_logarithm_of_the_waiting_entries() -> None:
    class Work(float):
        comparisons = 0

        def __neg__(self) -> "Work":
            return Work(-float(self))

        def __lt__(self, other: float) -> bool:
            Work.comparisons += 1
            return float(self) < float(other)

    page, many = job(), 4096
    lane = lane_of(*(entry(page=page, work=Work(i * 2654435761 % many)) for i in range(many)))
    lane.take(0.0, many)

    assert Work.comparisons <= 3 * many * 12  # log2(4096) = 12; push, take, and comparing siblings
