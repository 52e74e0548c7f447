import pytest

from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable
from tests.service.batching.fixtures.admissions import PIXELS, admit, new_admission


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
        admit(admission, 5.25)  # the wait is 5.0 s, and a queue of 1.5 s may stand
    assert refusal.value.retry_after == 4


def test_a_page_that_is_sent_again_after_retry_after_is_admitted_if_the_prediction_was_right() -> None:
    admission = new_admission()
    admitted = [admit(admission) for _ in range(50)]
    with pytest.raises(EngineBusy) as refusal:
        admit(admission, 5.25)
    seconds = refusal.value.retry_after
    for job in admitted[: seconds * 10]:
        admission.release(job, 0.0)

    admit(admission, seconds + 5.25, now=seconds)


def test_retry_after_is_no_longer_than_the_whole_backlog() -> None:
    admission = new_admission()
    admit(admission, pixels=5 * PIXELS)

    with pytest.raises(EngineBusy) as refusal:
        admit(admission, pixels=900 * PIXELS)
    assert refusal.value.retry_after == 1


def test_a_page_of_any_size_is_admitted_when_no_other_page_is() -> None:
    assert admit(new_admission(), 1.0, pixels=10_000 * PIXELS).expected == pytest.approx(1_000_000)


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
    admission.release(job, 0.0)
    assert admission.is_empty
    assert admission.backlog == 0
