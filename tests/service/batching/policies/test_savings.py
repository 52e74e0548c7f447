from collections.abc import Mapping

import pytest

from service.batching.buckets import Bucket
from service.batching.policies.policy import StagePolicy
from service.batching.policies.savings import largest_inputs, without_useless_batches
from service.batching.prediction.cost import CostTable, table_of

RULE = StagePolicy((2,), counts=(1, 2, 4))

Times = Mapping[int, tuple[float, ...]]
"""Count → milliseconds of a batch of inputs of 100, 200 and 300 pixels."""


def table(times: Times) -> CostTable:
    return table_of(
        "nowhere",
        tuple(
            ("recognize", 2, count, pixels, milliseconds)
            for count, of_count in times.items()
            for pixels, milliseconds in zip((100, 200, 300), of_count, strict=False)
        ),
    )


@pytest.mark.parametrize(
    ("times", "limits"),
    [
        pytest.param({1: (10, 20, 30), 2: (19, 39, 59), 4: (36, 76, 116)}, {}, id="all save time"),
        pytest.param({1: (10, 20, 30), 2: (19, 39, 60), 4: (36, 76, 116)}, {2: 200}, id="2 to 200 pixels"),
        pytest.param({1: (10, 20, 30), 2: (19, 41, 59), 4: (36, 80, 116)}, {2: 100, 4: 100}, id="first"),
        pytest.param({1: (10, 20, 30), 2: (20, 39, 59), 4: (36, 76, 116)}, {2: 0}, id="2 never"),
        pytest.param({1: (10, 20, 30), 2: (19, 39, 59), 4: (38, 78, 118)}, {4: 0}, id="4 saves no more"),
        pytest.param({1: (10, 20, 30), 2: (19, 39)}, {4: 0}, id="4 not measured"),
        pytest.param({1: (10,)}, {2: 0, 4: 0}, id="no batches measured"),
    ],
)
def test_a_count_ends_below_the_first_size_at_which_it_saves_no_time(
    times: Times, limits: Mapping[int, float]
) -> None:
    assert largest_inputs("recognize", RULE, table(times)) == limits


def test_batches_that_save_no_time_are_not_used() -> None:
    costs = table({1: (10, 20, 30), 2: (19, 41, 61), 4: (36, 84, 124)})
    rule = without_useless_batches("recognize", RULE, costs)

    assert rule.counts_of(Bucket(10, 10)) == (1, 2, 4)
    assert rule.counts_of(Bucket(20, 10)) == (1,)


def test_a_stage_of_single_entries_has_no_limits() -> None:
    assert largest_inputs("detect", StagePolicy((1, 2)), table({1: (10,)})) == {}
