import pytest

from service.errors import EngineBusy
from tests.service.batching.fixtures.admissions import LATE, MEMORY, PIXELS, admit, new_admission


def test_a_page_is_refused_when_its_memory_exceeds_the_rest_of_the_limit() -> None:
    admission = new_admission(memory=10 * MEMORY)
    admitted = [admit(admission, LATE) for _ in range(9)]
    with pytest.raises(EngineBusy):
        admit(admission, LATE, memory=MEMORY + 1)
    admit(admission, LATE)
    with pytest.raises(EngineBusy):
        admit(admission, LATE, memory=1)
    admission.release(admitted[4], 0.0)

    admit(admission, LATE)


def test_a_page_larger_than_the_memory_limit_is_admitted_when_no_other_page_is() -> None:
    admission = new_admission(memory=10 * MEMORY)
    admission.release(admit(admission, LATE, memory=11 * MEMORY), 0.0)
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
