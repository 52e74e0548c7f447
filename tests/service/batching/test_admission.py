import pytest

from service.batching.admission import DEFAULT_LIMITS, Admission, AdmissionLimits
from service.batching.cost import CostTable, table_of
from service.batching.page_job import PageJob
from service.batching.predictor import Predictor
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable
from tests.service.batching.factories import FAIRNESS, TABLE

PIXELS = 1_000_000
"""Pixels of a page whose predicted work is 100 ms."""

MEMORY = 100
"""Bytes of a page. The memory limit of these tests is usually ten times as much."""

LATE = 3600.0
"""A deadline in seconds, later than any predicted answer of these tests."""


def new_admission(memory: int = DEFAULT_LIMITS.memory, table: CostTable = TABLE) -> Admission:
    return Admission(Predictor(table), FAIRNESS, AdmissionLimits(memory=memory))


def admit(to: Admission, deadline: float = 60.0, *, now: float = 0.0, **page: int) -> PageJob:
    """Admit a page. By default it has PIXELS, one tile and MEMORY."""
    page = {"pixels": PIXELS, "tiles": 1, "memory": MEMORY, **page}
    return to.admit(**page, now=now, deadline=deadline)


def test_the_backlog_is_the_work_of_the_admitted_pages() -> None:
    admission = new_admission()
    admit(admission)
    admit(admission, pixels=3 * PIXELS)

    assert admission.backlog == pytest.approx(400)


def test_a_page_is_refused_when_its_wait_and_work_exceed_two_fifths_of_its_time() -> None:
    admission = new_admission()
    for _ in range(4):
        admit(admission, 1.25)
    admit(admission, 1.25)

    with pytest.raises(EngineBusy):
        admit(admission, 1.25)
    assert admission.backlog == pytest.approx(500)


def test_a_page_with_a_later_deadline_is_admitted_when_another_is_refused() -> None:
    admission = new_admission()
    for _ in range(5):
        admit(admission, 1.25)

    assert admit(admission, 1.6).deadline == 1.6


def test_retry_after_is_the_time_until_enough_of_the_backlog_is_done() -> None:
    admission = new_admission()
    for _ in range(50):
        admit(admission)

    with pytest.raises(EngineBusy) as refusal:
        admit(admission, 5.25)  # wait and work are 5.1 s, and two fifths of 5.25 s are 2.1 s
    assert refusal.value.retry_after == 3


def test_a_page_that_is_sent_again_after_retry_after_is_admitted_if_the_prediction_was_right() -> None:
    admission = new_admission()
    admitted = [admit(admission) for _ in range(50)]
    with pytest.raises(EngineBusy) as refusal:
        admit(admission, 5.25)
    seconds = refusal.value.retry_after
    for job in admitted[: seconds * 10]:
        admission.release(job)

    admit(admission, seconds + 5.25, now=seconds)


def test_retry_after_is_no_longer_than_the_whole_backlog() -> None:
    admission = new_admission()
    admit(admission, pixels=5 * PIXELS)

    with pytest.raises(EngineBusy) as refusal:
        admit(admission, pixels=900 * PIXELS)
    assert refusal.value.retry_after == 1


def test_a_page_of_any_size_is_admitted_when_no_other_page_is() -> None:
    assert admit(new_admission(), 1.0, pixels=10_000 * PIXELS).expected == pytest.approx(1_000_000)


def test_a_page_is_refused_when_its_memory_exceeds_the_rest_of_the_limit() -> None:
    admission = new_admission(memory=10 * MEMORY)
    admitted = [admit(admission, LATE) for _ in range(9)]
    with pytest.raises(EngineBusy):
        admit(admission, LATE, memory=MEMORY + 1)
    admit(admission, LATE)
    with pytest.raises(EngineBusy):
        admit(admission, LATE, memory=1)
    admission.release(admitted[4])

    admit(admission, LATE)


def test_a_page_larger_than_the_memory_limit_is_admitted_when_no_other_page_is() -> None:
    admission = new_admission(memory=10 * MEMORY)
    admission.release(admit(admission, LATE, memory=11 * MEMORY))
    admit(admission, LATE)

    with pytest.raises(EngineBusy):
        admit(admission, LATE, memory=11 * MEMORY)


@pytest.mark.parametrize(("memory", "seconds"), [(1, 2), (3, 2), (4, 5), (9, 9), (20, 9)])
def test_retry_after_is_the_time_until_earlier_pages_have_freed_the_memory(memory: int, seconds: int) -> None:
    """Three pages of 3 bytes each are admitted, with 2, 3 and 4 seconds of work."""
    admission = new_admission(memory=9)
    for work in (20, 30, 40):
        admit(admission, LATE, pixels=work * PIXELS, memory=3)

    with pytest.raises(EngineBusy) as refusal:
        admit(admission, LATE, memory=memory)
    assert refusal.value.retry_after == seconds


def test_a_page_past_its_deadline_is_not_admitted() -> None:
    admission = new_admission()

    with pytest.raises(DeadlineExceeded):
        admit(admission, 5.0, now=5.0)
    assert admission.is_empty


def test_small_pages_that_overtake_a_huge_page_are_admitted() -> None:
    admission = new_admission()
    huge = admit(admission)
    huge.add_submitted(20_000.0)

    assert admission.backlog == pytest.approx(20_000)
    admit(admission, 3.0, now=1.0)  # the huge page is due after 24 s


def test_the_finished_work_of_a_huge_page_does_not_count_against_later_pages() -> None:
    admission = new_admission()
    huge = admit(admission)
    huge.add_submitted(2000.0)
    with pytest.raises(EngineBusy):
        admit(admission, 26.5, now=24.0)  # 2100 ms with its own work, of 1000 ms allowed
    huge.pending -= 1100.0

    admit(admission, 26.5, now=24.0)


def test_submitted_work_is_taken_from_the_expected_work() -> None:
    admission = new_admission()
    job = admit(admission)
    job.add_submitted(60.0)

    assert admission.backlog == pytest.approx(100)


def test_once_the_lines_are_submitted_no_further_work_is_expected() -> None:
    admission = new_admission()
    job = admit(admission)
    job.add_submitted(10.0)
    admission.record_lines_submitted(job)

    assert admission.backlog == pytest.approx(10)


def test_a_closed_admission_refuses_pages_and_keeps_admitted_ones() -> None:
    admission = new_admission()
    job = admit(admission)
    admission.close()

    with pytest.raises(EngineUnavailable):
        admit(admission)
    assert not admission.is_empty
    admission.release(job)
    assert admission.is_empty
    assert admission.backlog == 0


def admit_and_release(
    to: Admission, *, work: float, lines_submitted: bool = True, is_cancelled: bool = False
) -> None:
    job = admit(to)
    job.add_submitted(work)
    if lines_submitted:
        to.record_lines_submitted(job)
    job.is_cancelled = is_cancelled
    to.release(job)


def test_pages_with_more_work_than_predicted_raise_the_prediction() -> None:
    admission = new_admission()
    for _ in range(100):
        admit_and_release(admission, work=300.0)

    assert admit(admission).expected == pytest.approx(300, rel=0.05)


@pytest.mark.parametrize(("lines_submitted", "is_cancelled"), [(False, False), (True, True)])
def test_pages_that_ended_early_do_not_change_the_prediction(
    lines_submitted: bool, is_cancelled: bool
) -> None:
    admission = new_admission()
    for _ in range(100):
        admit_and_release(admission, work=300.0, lines_submitted=lines_submitted, is_cancelled=is_cancelled)

    assert admit(admission).expected == pytest.approx(100)


FLAT = table_of(
    "large pages cost little more",
    (("page", 1, 1, PIXELS, 100.0), ("page", 1, 1, 9 * PIXELS, 180.0)),
)


def test_a_page_of_nine_tiles_is_predicted_as_nine_pages() -> None:
    admission = new_admission(table=FLAT)

    assert admit(admission, LATE, pixels=9 * PIXELS, tiles=9).expected == pytest.approx(900)
    assert admit(admission, LATE, pixels=9 * PIXELS, tiles=1).expected == pytest.approx(180)


def test_tiles_are_learnt_like_pages_of_one_tile() -> None:
    predicted = []
    for tiles in (1, 9):
        admission = new_admission(table=FLAT)
        job = admit(admission, LATE, pixels=tiles * PIXELS, tiles=tiles)
        job.add_submitted(tiles * 400.0)
        admission.record_lines_submitted(job)
        admission.release(job)
        predicted.append(admit(admission, LATE).expected)

    assert predicted == [pytest.approx(predicted[0])] * 2
    assert predicted[0] > 100
