import pytest

from service.batching.admission import BUDGET, Admission
from service.batching.cost import CostTable, Measured
from service.batching.predictor import Predictor
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable
from tests.service.batching.making import FAIRNESS, TABLE

PAGE = 1_000_000
"""Pixels of a page that is predicted to be 100 ms of work."""


NO_HURRY = 3600.0

SIZE = 100
"""Bytes of a page, of which ten are the budget."""


def admission(budget: int = BUDGET) -> Admission:
    return Admission(Predictor(TABLE), FAIRNESS, budget)


def test_what_is_let_in_is_counted_in_milliseconds() -> None:
    door = admission()
    door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    door.admit(3 * PAGE, 1, SIZE, 0.0, 60.0)

    assert door.backlog == pytest.approx(400)


def test_a_page_is_refused_when_two_fifths_of_its_time_would_not_do() -> None:
    door = admission()
    for _ in range(4):
        door.admit(PAGE, 1, SIZE, 0.0, 1.25)
    door.admit(PAGE, 1, SIZE, 0.0, 1.25)

    with pytest.raises(EngineBusy):
        door.admit(PAGE, 1, SIZE, 0.0, 1.25)
    assert door.backlog == pytest.approx(500)


def test_a_page_with_more_time_is_let_in_where_another_is_refused() -> None:
    door = admission()
    for _ in range(5):
        door.admit(PAGE, 1, SIZE, 0.0, 1.25)

    assert door.admit(PAGE, 1, SIZE, 0.0, 1.6).deadline == 1.6


def test_the_refused_are_told_when_the_machine_will_have_done_enough() -> None:
    door = admission()
    for _ in range(50):
        door.admit(PAGE, 1, SIZE, 0.0, 60.0)

    with pytest.raises(EngineBusy) as refusal:
        door.admit(PAGE, 1, SIZE, 0.0, 5.25)  # 5.1 s with its own work; 2.1 s are two fifths of its time
    assert refusal.value.retry_after == 3


def test_who_comes_back_when_told_is_let_in_if_the_machine_did_what_was_predicted() -> None:
    door = admission()
    inside = [door.admit(PAGE, 1, SIZE, 0.0, 60.0) for _ in range(50)]
    with pytest.raises(EngineBusy) as refusal:
        door.admit(PAGE, 1, SIZE, 0.0, 5.25)
    seconds = refusal.value.retry_after
    for job in inside[: seconds * 10]:
        door.release(job)

    door.admit(PAGE, 1, SIZE, seconds, seconds + 5.25)


def test_nobody_is_told_to_wait_for_longer_than_all_the_work_there_is() -> None:
    door = admission()
    door.admit(5 * PAGE, 1, SIZE, 0.0, 60.0)

    with pytest.raises(EngineBusy) as refusal:
        door.admit(900 * PAGE, 1, SIZE, 0.0, 60.0)
    assert refusal.value.retry_after == 1


def test_a_page_alone_is_let_in_however_large_it_is() -> None:
    assert admission().admit(10_000 * PAGE, 1, SIZE, 0.0, 1.0).unknown == pytest.approx(1_000_000)


def test_a_page_is_refused_that_all_inside_leave_no_bytes_for() -> None:
    door = admission(budget=10 * SIZE)
    inside = [door.admit(PAGE, 1, SIZE, 0.0, NO_HURRY) for _ in range(9)]
    with pytest.raises(EngineBusy):
        door.admit(PAGE, 1, SIZE + 1, 0.0, NO_HURRY)
    door.admit(PAGE, 1, SIZE, 0.0, NO_HURRY)
    with pytest.raises(EngineBusy):
        door.admit(PAGE, 1, 1, 0.0, NO_HURRY)
    door.release(inside[4])

    door.admit(PAGE, 1, SIZE, 0.0, NO_HURRY)


def test_a_page_that_is_larger_than_the_budget_is_let_in_alone() -> None:
    door = admission(budget=10 * SIZE)
    door.release(door.admit(PAGE, 1, 11 * SIZE, 0.0, NO_HURRY))
    door.admit(PAGE, 1, SIZE, 0.0, NO_HURRY)

    with pytest.raises(EngineBusy):
        door.admit(PAGE, 1, 11 * SIZE, 0.0, NO_HURRY)


@pytest.mark.parametrize(("size", "seconds"), [(1, 2), (3, 2), (4, 5), (9, 9), (20, 9)])
def test_the_refused_are_told_when_old_pages_will_have_left_them_the_bytes(size: int, seconds: int) -> None:
    """Inside are pages of 3, 3 and 3 bytes with 2, 3 and 4 seconds of work."""
    door = admission(budget=9)
    for work in (20, 30, 40):
        door.admit(work * PAGE, 1, 3, 0.0, NO_HURRY)

    with pytest.raises(EngineBusy) as refusal:
        door.admit(PAGE, 1, size, 0.0, NO_HURRY)
    assert refusal.value.retry_after == seconds


def test_a_page_whose_time_is_over_at_the_door_is_not_let_in() -> None:
    door = admission()

    with pytest.raises(DeadlineExceeded):
        door.admit(PAGE, 1, SIZE, 5.0, 5.0)
    assert door.is_empty


def test_small_pages_are_let_in_beside_a_huge_one_that_will_yield_to_them() -> None:
    door = admission()
    huge = door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    huge.take_on(20_000.0)

    assert door.backlog == pytest.approx(20_000)
    door.admit(PAGE, 1, SIZE, 1.0, 3.0)  # the huge one has its due after 24 s


def test_what_a_huge_page_has_done_does_not_count_against_those_who_come() -> None:
    door = admission()
    huge = door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    huge.take_on(2000.0)
    with pytest.raises(EngineBusy):
        door.admit(PAGE, 1, SIZE, 24.0, 26.5)  # 2000 ms before it and 100 of its own, in 1000
    huge.known -= 1100.0

    door.admit(PAGE, 1, SIZE, 24.0, 26.5)


def test_the_estimate_makes_room_for_the_work_that_is_submitted() -> None:
    door = admission()
    job = door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    job.take_on(60.0)

    assert door.backlog == pytest.approx(100)


def test_the_estimate_is_corrected_when_the_lines_are_known() -> None:
    door = admission()
    job = door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    job.take_on(10.0)
    door.lines_known(job)

    assert door.backlog == pytest.approx(10)


def test_a_door_that_is_shut_lets_nobody_in_and_keeps_those_inside() -> None:
    door = admission()
    job = door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    door.shut()

    with pytest.raises(EngineUnavailable):
        door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    assert not door.is_empty
    door.release(job)
    assert door.is_empty
    assert door.backlog == 0


def leave(door: Admission, *, work: float, is_counted: bool = True, is_gone: bool = False) -> None:
    job = door.admit(PAGE, 1, SIZE, 0.0, 60.0)
    job.take_on(work)
    if is_counted:
        door.lines_known(job)
    job.is_gone = is_gone
    door.release(job)


def test_pages_that_were_more_work_than_predicted_raise_what_is_predicted() -> None:
    door = admission()
    for _ in range(100):
        leave(door, work=300.0)

    assert door.admit(PAGE, 1, SIZE, 0.0, 60.0).unknown == pytest.approx(300, rel=0.05)


@pytest.mark.parametrize(("is_counted", "is_gone"), [(False, False), (True, True)])
def test_pages_that_ended_early_teach_nothing(is_counted: bool, is_gone: bool) -> None:
    door = admission()
    for _ in range(100):
        leave(door, work=300.0, is_counted=is_counted, is_gone=is_gone)

    assert door.admit(PAGE, 1, SIZE, 0.0, 60.0).unknown == pytest.approx(100)


FLAT = CostTable(
    "large pages cost little more",
    (Measured("page", 1, 1, PAGE, 100.0), Measured("page", 1, 1, 9 * PAGE, 180.0)),
)


def test_a_page_of_parts_is_as_much_work_as_so_many_pages() -> None:
    door = Admission(Predictor(FLAT), FAIRNESS)

    assert door.admit(9 * PAGE, 9, SIZE, 0.0, NO_HURRY).unknown == pytest.approx(900)
    assert door.admit(9 * PAGE, 1, SIZE, 0.0, NO_HURRY).unknown == pytest.approx(180)


def test_a_page_of_parts_teaches_what_a_page_of_one_would_have_taught() -> None:
    foretold = []
    for parts in (1, 9):
        door = Admission(Predictor(FLAT), FAIRNESS)
        job = door.admit(parts * PAGE, parts, SIZE, 0.0, NO_HURRY)
        job.take_on(parts * 400.0)
        door.lines_known(job)
        door.release(job)
        foretold.append(door.admit(PAGE, 1, SIZE, 0.0, NO_HURRY).unknown)

    assert foretold == [pytest.approx(foretold[0])] * 2
    assert foretold[0] > 100
