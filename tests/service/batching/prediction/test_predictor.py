import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batching.prediction.predictor import DEFAULT_LEARNING, Correction, Predictor
from tests.service.batching.fixtures.factories import TABLE


def trained(ratio: float, batches: int = 100) -> Predictor:
    predictor = Predictor(TABLE)
    for _ in range(batches):
        predictor.learn("detect", 1_000_000, 1, 2, ratio * 100)
    return predictor


def test_the_table_is_used_before_any_batch_ran() -> None:
    assert Predictor(TABLE).milliseconds("detect", 1_000_000, 1, 2) == 100.0


def test_the_speed_of_a_slower_machine_is_learnt() -> None:
    assert trained(3.0).milliseconds("detect", 1_000_000, 1, 2) == pytest.approx(300, rel=0.02)


def test_the_speed_of_a_faster_machine_is_learnt() -> None:
    assert trained(0.5).milliseconds("detect", 1_000_000, 1, 2) == pytest.approx(50, rel=0.02)


def test_a_stage_that_never_ran_gets_the_mean_correction() -> None:
    assert trained(3.0).milliseconds("recognize", 1000, 1, 2) == pytest.approx(30, rel=0.02)


def test_the_first_batch_of_a_stage_starts_from_the_mean_correction() -> None:
    predictor = trained(3.0)
    predictor.learn("recognize", 1000, 1, 2, 30.0)

    assert predictor.milliseconds("recognize", 1000, 1, 2) == pytest.approx(30, rel=0.02)


def test_each_stage_and_number_of_streams_is_learnt_separately() -> None:
    predictor = Predictor(TABLE)
    for _ in range(1000):
        predictor.learn("detect", 1_000_000, 1, 1, 180.0)
        predictor.learn("detect", 1_000_000, 1, 2, 50.0)
        predictor.learn("recognize", 1000, 1, 2, 10.0)

    assert predictor.milliseconds("detect", 1_000_000, 1, 1) == pytest.approx(180, rel=0.02)
    assert predictor.milliseconds("detect", 1_000_000, 1, 2) == pytest.approx(50, rel=0.02)
    assert predictor.milliseconds("recognize", 1000, 1, 2) == pytest.approx(10, rel=0.02)


def test_a_slow_machine_predicts_more_work_for_a_page_before_the_first_page_is_done() -> None:
    assert trained(3.0).page(1_000_000) == pytest.approx(300, rel=0.02)


def test_the_work_of_pages_is_learnt() -> None:
    predictor = Predictor(TABLE)
    for _ in range(100):
        predictor.learn_page(1_000_000, 250.0)

    assert predictor.page(2_000_000) == pytest.approx(500, rel=0.02)


def test_pages_do_not_teach_the_speed_of_the_machine_a_second_time() -> None:
    predictor = trained(3.0)
    for _ in range(100):
        predictor.learn_page(1_000_000, 300.0)

    assert predictor.page(1_000_000) == pytest.approx(300, rel=0.02)


def correction(*measurements: tuple[float, float], factor: float = 1.0) -> float:
    """The factor after pairs of measured and predicted milliseconds."""
    learning = Correction(factor)
    for measured, predicted in measurements:
        learning.learn(measured, predicted)
    return learning.factor


def test_one_outlier_changes_little() -> None:
    assert 1 < correction((1e9, 10.0)) < 1.1


def test_many_small_batches_count_as_much_as_a_large_one() -> None:
    assert correction(*[(20.0, 10.0)] * 100) == pytest.approx(correction((2000.0, 1000.0)), rel=0.06)


@given(st.lists(st.tuples(st.floats(0, 1e9), st.floats(0.001, 1e5)), max_size=30))
def test_a_correction_stays_within_its_limit(measurements: list[tuple[float, float]]) -> None:
    limit = DEFAULT_LEARNING.largest_factor

    assert 1 / limit <= correction(*measurements) <= limit


def test_after_its_time_constant_a_correction_has_moved_by_63_percent() -> None:
    assert correction(*[(1.0, 1.0)] * int(DEFAULT_LEARNING.time_constant), factor=4.0) == pytest.approx(
        1 + 3 / 2.718, rel=0.01
    )
