import pytest

from service.batching.admission import Admission
from service.batching.prediction.cost import table_of
from tests.service.batching.fixtures.admissions import LATE, PIXELS, admit, new_admission


def admit_and_release(
    to: Admission, *, work: float, lines_submitted: bool = True, is_cancelled: bool = False
) -> None:
    job = admit(to)
    job.add_submitted(work)
    if lines_submitted:
        to.record_lines_submitted(job)
    job.is_cancelled = is_cancelled
    to.release(job, 0.0)


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
        admission.release(job, 0.0)
        predicted.append(admit(admission, LATE).expected)

    assert predicted == [pytest.approx(predicted[0])] * 2
    assert predicted[0] > 100
