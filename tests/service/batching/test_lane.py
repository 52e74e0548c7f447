from concurrent.futures import CancelledError

import pytest

from service.batching.lane import Entry, Lane
from service.errors import DeadlineExceeded
from tests.service.batching.making import entry, job


def lane_of(*entries: Entry, most: int = 5000) -> Lane:
    lane = Lane("recognize", most)
    lane.push(entries)
    return lane


def taken(lane: Lane, now: float = 0.0, most: int = 5000) -> list[object]:
    return [each.item for each in lane.take(now, most)]


def test_the_earliest_turn_comes_first() -> None:
    lane = lane_of(entry("second", due=2.0), entry("first", due=1.0), entry("third", due=3.0))

    assert taken(lane) == ["first", "second", "third"]


def test_of_two_pages_that_came_at_once_the_first_at_the_door_goes_first() -> None:
    lane = lane_of(entry("young", page=job(2), weight=9.0), entry("old", page=job(1)))

    assert taken(lane) == ["old", "young"]


def test_the_largest_entry_of_a_page_goes_first_and_equals_go_as_submitted() -> None:
    page = job()
    lane = lane_of(*(entry(weight, page=page, weight=weight) for weight in (1.0, 3.0, 2.0)))
    lane.push([entry("again", page=page, weight=2.0)])

    assert taken(lane) == [3.0, 2.0, "again", 1.0]


def test_no_more_are_taken_than_the_batch_is_to_have() -> None:
    lane = lane_of(*(entry(i) for i in range(5)))

    assert taken(lane, most=2) == [0, 1]
    assert len(lane) == 3


@pytest.mark.parametrize(("waiting", "fill"), [(0, 0), (1, 0.25), (4, 1), (9, 1)])
def test_a_lane_is_as_full_as_the_batch_that_it_could_give(waiting: int, fill: float) -> None:
    assert lane_of(*(entry() for _ in range(waiting)), most=4).fill == fill


def test_the_cancelled_are_dropped_and_take_no_place() -> None:
    page = job()
    entries = [entry(i, page=page) for i in range(3)]
    page.take_on(3.0)
    lane = lane_of(*entries)
    entries[0].future.cancel()

    assert taken(lane, most=2) == [1, 2]
    assert page.known == 2.0


def test_the_late_are_dropped_and_told() -> None:
    late = entry("late", page=job(deadline=5.0))
    lane = lane_of(late, entry("alive", page=job(deadline=5.1)))

    assert taken(lane, now=5.0) == ["alive"]
    with pytest.raises(DeadlineExceeded):
        late.future.result(0)


def test_the_cancelled_are_not_told_that_they_are_late() -> None:
    late = entry(page=job(deadline=5.0))
    late.future.cancel()

    assert taken(lane_of(late), now=6.0) == []
    with pytest.raises(CancelledError):
        late.future.result(0)


def test_what_was_taken_cannot_be_cancelled() -> None:
    lane = lane_of(entry())
    (claimed,) = lane.take(0.0, 1)

    assert not claimed.future.cancel()


def test_a_cleared_lane_is_empty_and_gives_back_all_that_waited() -> None:
    lane = lane_of(entry("a"), entry("b"))

    assert {each.item for each in lane.clear()} == {"a", "b"}
    assert len(lane) == 0


def test_comparisons_grow_with_the_logarithm_of_what_waits() -> None:
    class Weight(float):
        compared = 0

        def __neg__(self) -> "Weight":
            return Weight(-float(self))

        def __lt__(self, other: float) -> bool:
            Weight.compared += 1
            return float(self) < float(other)

    page, many = job(), 4096
    lane = lane_of(*(entry(page=page, weight=Weight(i * 2654435761 % many)) for i in range(many)))
    lane.take(0.0, many)

    assert Weight.compared <= 3 * many * 12  # log2(4096) = 12; push and take, siblings compared on the way
