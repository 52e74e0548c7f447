import pytest

from service.batching.buckets import Bucket
from service.batching.cost import DEFAULT_TABLE, load_table
from service.batching.policy import FORMS, Policy, StagePolicy, cpu, gpu


def test_on_a_cpu_what_is_alone_has_all_cores() -> None:
    assert cpu(8).cut("detect", free=8, waiting=1) == 1


@pytest.mark.parametrize(("free", "waiting"), [(8, 2), (7, 1), (1, 1), (8, 300)])
def test_on_a_cpu_what_is_not_alone_has_one_core(free: int, waiting: int) -> None:
    assert cpu(8).cut("detect", free, waiting) == 8


def test_a_stage_that_gains_nothing_from_more_cores_never_takes_them() -> None:
    assert cpu(8).cut("decode", free=8, waiting=1) == 8


def test_nothing_is_started_where_nothing_is_free() -> None:
    assert cpu(8).cut("detect", free=0, waiting=5) is None


@pytest.mark.parametrize(
    ("free", "waiting", "streams"), [(8, 1, 1), (8, 2, 2), (8, 3, 8), (4, 1, 2), (5, 2, 8)]
)
def test_with_cuts_in_between_all_that_wait_have_streams_of_one_width(
    free: int, waiting: int, streams: int
) -> None:
    policy = Policy(8, 0, 1, {"detect": StagePolicy((1, 2, 8))})

    assert policy.cut("detect", free, waiting) == streams


def test_one_core_is_its_own_whole() -> None:
    assert cpu(1).cut("detect", free=1, waiting=9) == 1


def test_a_gpu_runs_two_batches_side_by_side() -> None:
    assert gpu(2).cut("recognize", free=1, waiting=100) == 2


@pytest.mark.parametrize("streams", [(), (3,), (1, 4)])
def test_a_cut_that_leaves_a_rest_is_refused(streams: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        Policy(2, 0, 1, {"detect": StagePolicy(streams)})


@pytest.mark.parametrize("form", FORMS)
def test_every_stage_of_every_form_has_a_cost(form: str) -> None:
    for stage in FORMS[form](2).stages:
        assert load_table(DEFAULT_TABLE).milliseconds(stage, 10_000, 1, 2) > 0


@pytest.mark.parametrize(
    ("pixels", "counts"),
    [(1, (1, 2, 4, 8)), (125, (1, 2, 4, 8)), (200, (1, 2, 4)), (1000, (1,)), (5000, (1,))],
)
def test_the_larger_the_bucket_the_smaller_the_largest_batch(pixels: int, counts: tuple[int, ...]) -> None:
    stage = StagePolicy((1,), (1, 2, 4, 8), budget=1000)

    assert stage.counts_of(Bucket(pixels, 1)) == counts
    assert stage.largest(Bucket(pixels, 1)) == counts[-1]


@pytest.mark.parametrize(
    ("alike", "waiting", "count"),
    [(1, 1, 1), (2, 2, 1), (3, 6, 2), (4, 8, 4), (9, 9, 4), (5, 300, 4), (3, 300, 2)],
)
def test_on_a_cpu_a_batch_has_no_more_than_a_core_s_part_of_what_is_left_and_never_a_blank(
    alike: int, waiting: int, count: int
) -> None:
    assert cpu(2).count("recognize", Bucket(96, 48), alike, waiting) == count


@pytest.mark.parametrize(("width", "count"), [(224, 4), (320, 2), (500, 2), (501, 1), (3200, 1)])
def test_on_a_cpu_wide_strips_are_read_in_smaller_batches(width: int, count: int) -> None:
    assert cpu(2).count("recognize", Bucket(width, 48), 300, 300) == count


@pytest.mark.parametrize(("alike", "count"), [(1, 1), (3, 3), (300, 32)])
def test_on_a_gpu_a_batch_has_all_that_fit(alike: int, count: int) -> None:
    assert gpu(2).count("recognize", Bucket(96, 48), alike, alike) == count


def test_on_a_gpu_pictures_are_decoded_beside_it_on_all_cores() -> None:
    policy = gpu(8)

    assert policy.cut("decode", free=8, waiting=300) == 8
    assert policy.workers == 2 + 8


def test_without_cores_beside_the_device_nothing_runs_there() -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        Policy(2, 0, 1, {"decode": StagePolicy((2,), is_beside=True)})
