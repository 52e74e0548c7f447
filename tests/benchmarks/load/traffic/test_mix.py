"""The mix of classes, and when its pictures come."""

from collections import Counter
from itertools import pairwise
from statistics import fmean, pstdev

import pytest

from benchmarks.load.traffic.mix import WEIGHTS, Arrival, groups, poisson, shuffled_hundred, stretched
from benchmarks.load.traffic.sized_pictures import DENSITIES, SIZES


def test_the_weights_are_percent_and_name_every_class() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == {f"{size} {density}" for size in SIZES for density in DENSITIES}


def test_a_part_of_the_mix_has_only_its_own_sizes() -> None:
    assert groups(("0.05",)) == {"0.05 few": 6, "0.05 many": 4}


def test_arrivals_come_at_the_asked_rate_in_order_and_in_time() -> None:
    moments = [arrival.at for arrival in poisson(50, 200, WEIGHTS, seed=1)]

    assert len(moments) == pytest.approx(10_000, rel=0.03)
    assert moments == sorted(moments)
    assert moments[0] > 0
    assert moments[-1] < 200


def test_gaps_are_exponential() -> None:
    """Of an exponential distribution the deviation is the mean, and 1/e of all is longer than that."""
    moments = [arrival.at for arrival in poisson(50, 200, WEIGHTS, seed=1)]
    gaps = [later - earlier for earlier, later in pairwise(moments)]

    assert pstdev(gaps) == pytest.approx(fmean(gaps), rel=0.05)
    assert sum(gap > fmean(gaps) for gap in gaps) / len(gaps) == pytest.approx(0.368, abs=0.02)


def test_classes_come_as_often_as_they_weigh() -> None:
    counts = Counter(arrival.group for arrival in poisson(50, 400, WEIGHTS, seed=2))

    assert {group: counts[group] / counts.total() for group in WEIGHTS} == pytest.approx(
        {group: weight / 100 for group, weight in WEIGHTS.items()}, abs=0.01
    )


def test_a_draw_is_stretched_until_it_is_so_much_work_a_second() -> None:
    """The draw is 9 of work in 4 seconds and is to be 3 a second."""
    drawn = [Arrival(1, "0.4 few"), Arrival(2, "8 many"), Arrival(4, "0.4 few")]
    offer = stretched(drawn, {"0.4 few": 1, "8 many": 7}, work=3)

    assert offer.seconds == 3
    assert offer.arrivals == [Arrival(0.75, "0.4 few"), Arrival(1.5, "8 many"), Arrival(3, "0.4 few")]


def test_a_seed_gives_the_same_arrivals_and_another_seed_others() -> None:
    assert poisson(5, 10, WEIGHTS, seed=3) == poisson(5, 10, WEIGHTS, seed=3)
    assert poisson(5, 10, WEIGHTS, seed=3) != poisson(5, 10, WEIGHTS, seed=4)


def test_a_shuffled_hundred_holds_each_class_as_its_weight_says() -> None:
    hundred = shuffled_hundred(WEIGHTS, seed=1)

    assert Counter(hundred) == WEIGHTS
    assert hundred != sorted(hundred, key=list(WEIGHTS).index)
