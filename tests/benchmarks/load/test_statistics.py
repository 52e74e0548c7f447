"""Percentiles and rates of work."""

import pytest

from benchmarks.load.statistics import CURVE, Spread, curve, percentile, spread, work_rate


def test_a_percentile_is_the_nearest_rank() -> None:
    values = [float(value) for value in range(200, 0, -1)]

    assert [percentile(values, percent) for percent in (0.1, 50, 95, 99, 100)] == [1, 100, 190, 198, 200]


def test_high_percentiles_of_few_values_are_the_maximum() -> None:
    assert spread([3.0, 1.0, 2.04]) == Spread(3, p50=2.0, p95=3.0, p99=3.0, longest=3.0)


def test_a_curve_holds_its_percentiles() -> None:
    assert curve([float(value) for value in range(1, 101)]) == list(CURVE)


def test_work_counts_if_it_is_completed_between_start_and_end() -> None:
    done = [(1.0, "small"), (2.0, "large"), (4.0, "small"), (6.0, "large"), (6.1, "large")]

    assert work_rate(done, {"small": 1.0, "large": 5.0}, start=1.0, end=6.0) == pytest.approx(11 / 5)
