import pytest

from service.batching.buckets import Bucket
from service.batching.policies.device_policies import cpu, gpu
from service.batching.policies.policy import Policy, StagePolicy
from service.batching.prediction.cost import DEFAULT_TABLE, load_table
from service.batching.stage import StageName
from tests.service.batching.fixtures.factories import FAIRNESS

SHIPPED = load_table(DEFAULT_TABLE)


def policy_of(stages: dict[StageName, StagePolicy], slots: int) -> Policy:
    return Policy(slots=slots, overtake_seconds=0, earliest_due_every=1, stages=stages, fairness=FAIRNESS)


def test_on_a_cpu_a_single_entry_gets_all_cores() -> None:
    assert cpu(8, SHIPPED).streams("detect", free=8, waiting=1) == 1


@pytest.mark.parametrize(("free", "waiting"), [(8, 2), (7, 1), (1, 1), (8, 300)])
def test_on_a_cpu_one_of_several_entries_gets_one_core(free: int, waiting: int) -> None:
    assert cpu(8, SHIPPED).streams("detect", free, waiting) == 8


def test_a_stage_that_gains_nothing_from_more_cores_gets_one() -> None:
    assert cpu(8, SHIPPED).streams("decode", free=8, waiting=1) == 8


def test_without_a_free_slot_nothing_starts() -> None:
    assert cpu(8, SHIPPED).streams("detect", free=0, waiting=5) is None


@pytest.mark.parametrize(
    ("free", "waiting", "streams"), [(8, 1, 1), (8, 2, 2), (8, 3, 8), (4, 1, 2), (5, 2, 8)]
)
def test_the_widest_streams_that_all_waiting_entries_can_get_are_chosen(
    free: int, waiting: int, streams: int
) -> None:
    policy = policy_of({"detect": StagePolicy((1, 2, 8))}, slots=8)

    assert policy.streams("detect", free, waiting) == streams


def test_a_single_core_is_one_stream() -> None:
    assert cpu(1, SHIPPED).streams("detect", free=1, waiting=9) == 1


def test_a_gpu_runs_two_batches_side_by_side() -> None:
    assert gpu(2, SHIPPED).streams("recognize", free=1, waiting=100) == 2


@pytest.mark.parametrize("streams", [(), (3,), (1, 4)])
def test_a_number_of_streams_that_does_not_divide_the_slots_is_refused(streams: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="cannot be divided"):
        policy_of({"detect": StagePolicy(streams)}, slots=2)


@pytest.mark.parametrize(
    ("pixels", "counts"),
    [(1, (1, 2, 4, 8)), (125, (1, 2, 4, 8)), (200, (1, 2, 4)), (1000, (1,)), (5000, (1,))],
)
def test_most_pixels_limits_the_counts_of_large_buckets(pixels: int, counts: tuple[int, ...]) -> None:
    stage = StagePolicy((1,), (1, 2, 4, 8), most_pixels=1000)

    assert stage.counts_of(Bucket(pixels, 1)) == counts
    assert stage.largest(Bucket(pixels, 1)) == counts[-1]


@pytest.mark.parametrize(("pixels", "counts"), [(100, (1, 2, 4)), (101, (1, 4)), (301, (1,))])
def test_a_count_is_allowed_up_to_its_largest_input(pixels: int, counts: tuple[int, ...]) -> None:
    stage = StagePolicy((1,), (1, 2, 4, 8), largest_inputs={2: 100, 4: 300, 8: 0})

    assert stage.counts_of(Bucket(pixels, 1)) == counts


@pytest.mark.parametrize(
    ("in_lane", "waiting", "count"),
    [(1, 1, 1), (2, 2, 1), (3, 6, 2), (4, 8, 4), (9, 9, 4), (5, 300, 4), (3, 300, 2)],
)
def test_on_a_cpu_a_batch_takes_at_most_one_core_s_share_of_the_waiting_entries(
    in_lane: int, waiting: int, count: int
) -> None:
    assert cpu(2, SHIPPED).count("recognize", Bucket(96, 48), in_lane, waiting) == count


@pytest.mark.parametrize(("width", "count"), [(224, 4), (320, 2), (500, 2), (501, 1), (3200, 1)])
def test_on_a_cpu_wide_strips_run_in_smaller_batches(width: int, count: int) -> None:
    assert cpu(2, SHIPPED).count("recognize", Bucket(width, 48), 300, 300) == count


@pytest.mark.parametrize(("in_lane", "count"), [(1, 1), (3, 3), (300, 32)])
def test_on_a_gpu_a_batch_has_all_entries_that_fit(in_lane: int, count: int) -> None:
    assert gpu(2, SHIPPED).count("recognize", Bucket(96, 48), in_lane, in_lane) == count


def test_beside_a_gpu_pictures_are_decoded_on_all_cores() -> None:
    policy = gpu(8, SHIPPED)

    assert policy.streams("decode", free=8, waiting=300) == 8
    assert policy.workers == 2 + 8


def test_a_stage_on_the_host_without_host_slots_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be divided"):
        policy_of({"decode": StagePolicy((2,), is_on_host=True)}, slots=2)
