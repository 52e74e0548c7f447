import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batching.predictor import FURTHEST, MEMORY, Correction, Predictor
from tests.service.batching.making import TABLE


def learnt(ratio: float, batches: int = 100) -> Predictor:
    predictor = Predictor(TABLE)
    for _ in range(batches):
        predictor.learn("detect", 1_000_000, 1, 2, ratio * 100)
    return predictor


def test_before_anything_ran_the_table_is_believed() -> None:
    assert Predictor(TABLE).milliseconds("detect", 1_000_000, 1, 2) == 100.0


def test_a_slower_machine_is_learnt() -> None:
    assert learnt(3.0).milliseconds("detect", 1_000_000, 1, 2) == pytest.approx(300, rel=0.02)


def test_a_faster_machine_is_learnt() -> None:
    assert learnt(0.5).milliseconds("detect", 1_000_000, 1, 2) == pytest.approx(50, rel=0.02)


def test_a_stage_that_never_ran_is_as_fast_as_the_others() -> None:
    assert learnt(3.0).milliseconds("recognize", 1000, 1, 2) == pytest.approx(30, rel=0.02)


def test_the_first_batch_of_a_stage_does_not_forget_how_fast_the_others_are() -> None:
    predictor = learnt(3.0)
    predictor.learn("recognize", 1000, 1, 2, 30.0)

    assert predictor.milliseconds("recognize", 1000, 1, 2) == pytest.approx(30, rel=0.02)


def test_each_stage_and_each_cut_of_the_device_is_learnt_for_itself() -> None:
    predictor = Predictor(TABLE)
    for _ in range(1000):
        predictor.learn("detect", 1_000_000, 1, 1, 180.0)
        predictor.learn("detect", 1_000_000, 1, 2, 50.0)
        predictor.learn("recognize", 1000, 1, 2, 10.0)

    assert predictor.milliseconds("detect", 1_000_000, 1, 1) == pytest.approx(180, rel=0.02)
    assert predictor.milliseconds("detect", 1_000_000, 1, 2) == pytest.approx(50, rel=0.02)
    assert predictor.milliseconds("recognize", 1000, 1, 2) == pytest.approx(10, rel=0.02)


def test_a_page_is_slow_on_a_slow_machine_before_the_first_page_is_done() -> None:
    assert learnt(3.0).page(1_000_000) == pytest.approx(300, rel=0.02)


def test_pages_teach_how_much_is_on_a_page() -> None:
    predictor = Predictor(TABLE)
    for _ in range(100):
        predictor.learn_page(1_000_000, 250.0)

    assert predictor.page(2_000_000) == pytest.approx(500, rel=0.02)


def test_a_page_that_was_slow_with_its_machine_does_not_teach_that_twice() -> None:
    predictor = learnt(3.0)
    for _ in range(100):
        predictor.learn_page(1_000_000, 300.0)

    assert predictor.page(1_000_000) == pytest.approx(300, rel=0.02)


def correction(*measurements: tuple[float, float], factor: float = 1.0) -> float:
    """The factor after measured and predicted milliseconds."""
    learning = Correction(factor)
    for measured, predicted in measurements:
        learning.learn(measured, predicted)
    return learning.factor


def test_one_accident_changes_little() -> None:
    assert 1 < correction((1e9, 10.0)) < 1.1


def test_many_small_batches_teach_as_much_as_a_large_one() -> None:
    assert correction(*[(20.0, 10.0)] * 100) == pytest.approx(correction((2000.0, 1000.0)), rel=0.06)


@given(st.lists(st.tuples(st.floats(0, 1e9), st.floats(0.001, 1e5)), max_size=30))
def test_a_correction_stays_within_its_bounds(measurements: list[tuple[float, float]]) -> None:
    assert 1 / FURTHEST <= correction(*measurements) <= FURTHEST


def test_after_its_memory_a_correction_is_mostly_what_was_measured_since() -> None:
    assert correction(*[(1.0, 1.0)] * int(MEMORY), factor=4.0) == pytest.approx(1 + 3 / 2.718, rel=0.01)
