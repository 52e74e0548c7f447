import numpy as np
import pytest

from benchmarks.acceptance.fitting import fitted, logistic_regression
from models.acceptance.evidence import Evidence
from tests.benchmarks.acceptance.lines import judged


def test_the_fit_separates_right_lines_from_lines_without_text() -> None:
    rng = np.random.default_rng(1)
    lines = [
        *(judged("8", certainty) for certainty in rng.normal(3, 0.5, 90)),
        *(judged("8", certainty, is_right=False, has_text=False) for certainty in rng.normal(1, 0.5, 90)),
        *(judged("8", 9.0, is_right=False) for _ in range(90)),
        judged("双肩包", None),
    ]
    weights = fitted(lines)

    assert weights.keys() == {"bias", *Evidence._fields}
    assert -weights["bias"] / weights["certainty"] == pytest.approx(2, abs=0.2)
    assert weights["column"] == 0


def test_the_log_odds_are_zero_between_two_groups() -> None:
    rng = np.random.default_rng(1)
    values = np.concatenate([rng.normal(3, 1, (400, 1)), rng.normal(1, 1, (400, 1))])
    bias, weight = logistic_regression(values, np.arange(800) < 400)

    assert -bias / weight == pytest.approx(2, abs=0.1)
    assert weight == pytest.approx(2, abs=0.3)


def test_a_quantity_that_tells_nothing_has_a_small_weight() -> None:
    values = np.random.default_rng(1).normal(size=(800, 2))
    _, first, second = logistic_regression(values, values[:, 0] > 0)

    assert first > 4
    assert abs(second) < 0.1 * first


def test_a_constant_quantity_has_no_weight() -> None:
    values = np.column_stack([np.arange(20.0), np.full(20, 7.0)])

    assert logistic_regression(values, np.arange(20) > 9)[2] == 0
