import pytest

from service.errors import EngineBusy
from service.rpc.fullness import LONGEST_SECONDS, REFUSALS_BEFORE_FULL, Fullness


def _refused(times: int, retry_after: float = 5.0) -> Fullness:
    fullness = Fullness()
    for _ in range(times):
        fullness.record_refusal("a", retry_after, now=100.0)
    return fullness


def test_a_few_refusals_may_be_due_to_the_pictures() -> None:
    _refused(REFUSALS_BEFORE_FULL - 1).check("a", 100.0)


def test_after_several_refusals_in_a_row_the_caller_is_refused_with_the_time_that_is_left() -> None:
    with pytest.raises(EngineBusy) as refusal:
        _refused(REFUSALS_BEFORE_FULL).check("a", 100.5)

    assert refusal.value.retry_after == 5


@pytest.mark.parametrize(("retry_after", "until"), [(5.0, LONGEST_SECONDS), (0.5, 0.5)])
def test_a_refusal_is_not_repeated_for_long(retry_after: float, until: float) -> None:
    fullness = _refused(9, retry_after)
    with pytest.raises(EngineBusy):
        fullness.check("a", 100.0 + until - 0.01)

    fullness.check("a", 100.0 + until)


def test_other_callers_are_not_refused() -> None:
    _refused(9).check("b", 100.0)


def test_a_page_that_was_read_ends_the_row_of_refusals() -> None:
    fullness = _refused(REFUSALS_BEFORE_FULL - 1)
    fullness.record_page("a")
    fullness.record_refusal("a", 5.0, now=100.0)

    fullness.check("a", 100.0)


def test_the_answers_to_earlier_pages_do_not_end_a_refusal() -> None:
    fullness = _refused(9)
    fullness.record_page("a")

    with pytest.raises(EngineBusy):
        fullness.check("a", 100.5)
