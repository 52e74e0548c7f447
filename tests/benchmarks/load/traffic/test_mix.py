"""The mix of picture classes, and arrival times."""

from collections import Counter
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest

from benchmarks.load.traffic.mix import WEIGHTS, Arrival, poisson, shuffled_mix, stretched, weights_of
from benchmarks.load.traffic.sized_pictures import DENSITIES, SIZES


def test_the_weights_are_percent_of_every_class() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == {f"{size} {density}" for size in SIZES for density in DENSITIES}


def test_the_weights_can_be_limited_to_some_sizes() -> None:
    assert weights_of(("0.05",)) == {"0.05 few": 6, "0.05 many": 4}


def test_arrivals_are_ordered_and_have_the_given_rate_and_duration() -> None:
    moments = [arrival.at for arrival in poisson(50, 200, WEIGHTS, seed=1)]

    assert len(moments) == pytest.approx(10_000, rel=0.03)
    assert moments == sorted(moments)
    assert moments[0] > 0
    assert moments[-1] < 200


def test_gaps_are_exponential() -> None:
    """The standard deviation of an exponential distribution is its mean, and 1/e of all values exceed it."""
    moments = [arrival.at for arrival in poisson(50, 200, WEIGHTS, seed=1)]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    mean = fmean(gaps)

    assert np.std(gaps) == pytest.approx(mean, rel=0.05)
    assert sum(gap > mean for gap in gaps) / len(gaps) == pytest.approx(0.368, abs=0.02)


def test_classes_arrive_as_often_as_their_weights_say() -> None:
    counts = Counter(arrival.picture_class for arrival in poisson(50, 400, WEIGHTS, seed=2))

    assert {name: counts[name] / counts.total() for name in WEIGHTS} == pytest.approx(
        {name: weight / 100 for name, weight in WEIGHTS.items()}, abs=0.01
    )


def test_arrivals_are_stretched_to_the_given_work_per_second() -> None:
    """The arrivals are 9 s of work in 4 s. Stretched to 3 s of work per second, they take 3 s."""
    drawn = [Arrival(1, "0.4 few"), Arrival(2, "8 many"), Arrival(4, "0.4 few")]
    offer = stretched(drawn, {"0.4 few": 1, "8 many": 7}, work=3)

    assert offer.seconds == 3
    assert offer.arrivals == [Arrival(0.75, "0.4 few"), Arrival(1.5, "8 many"), Arrival(3, "0.4 few")]


def test_arrivals_depend_on_the_seed_alone() -> None:
    assert poisson(5, 10, WEIGHTS, seed=3) == poisson(5, 10, WEIGHTS, seed=3)
    assert poisson(5, 10, WEIGHTS, seed=3) != poisson(5, 10, WEIGHTS, seed=4)


def test_a_shuffled_mix_holds_each_class_as_often_as_its_weight_says() -> None:
    mix = shuffled_mix(WEIGHTS, seed=1)

    assert Counter(mix) == WEIGHTS
    assert mix != sorted(mix, key=list(WEIGHTS).index)
