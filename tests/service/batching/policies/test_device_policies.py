from typing import get_args

import pytest

from models.catalog.catalog import model_sets
from service.batching.buckets import Bucket
from service.batching.policies.device_policies import DEVICE_POLICIES, cpu, gpu
from service.batching.prediction.cost import DEFAULT_TABLE, load_table
from service.batching.stage import StageName
from tests.service.batching.policies.test_fairness import slower

SHIPPED = load_table(DEFAULT_TABLE)


@pytest.mark.parametrize("device", DEVICE_POLICIES)
def test_every_stage_of_every_device_has_a_cost(device: str) -> None:
    for stage in DEVICE_POLICIES[device](2, SHIPPED).stages:
        assert SHIPPED.milliseconds(stage, 10_000, 1, 2) > 0


@pytest.mark.parametrize(("device", "missing"), [("cpu", set()), ("gpu", {"draft"})])
def test_every_device_has_every_stage_but_drafts_on_a_gpu(device: str, missing: set[str]) -> None:
    assert DEVICE_POLICIES[device](2, SHIPPED).stages.keys() == {*get_args(StageName)} - missing


def test_every_device_has_a_policy_for_these_stages() -> None:
    assert DEVICE_POLICIES.keys() == {"cpu", "gpu"}


@pytest.mark.parametrize("device", DEVICE_POLICIES)
def test_the_grace_is_the_work_of_a_typical_page(device: str) -> None:
    assert DEVICE_POLICIES[device](2, SHIPPED).fairness.grace == 104.0


def test_with_the_shipped_table_all_batches_of_strips_up_to_48000_pixels_are_used() -> None:
    parameters = model_sets()["ppocrv6-small"].recognizer.parameters
    rule = cpu(2, SHIPPED).stages["recognize"]

    for width in parameters.strip_widths:
        counts = (1, 2, 4) if width <= 250 else (1, 2) if width <= 500 else (1,)
        assert rule.counts_of(Bucket(width, parameters.strip_height)) == counts


def test_with_the_shipped_table_all_batch_sizes_of_the_classifier_are_used() -> None:
    assert cpu(2, SHIPPED).stages["classify"].counts_of(Bucket(192, 48)) == (1, 2, 4, 8)


@pytest.mark.parametrize("factor", [0.5, 3.0])
def test_a_constant_factor_of_speed_does_not_change_the_batch_sizes(factor: float) -> None:
    assert cpu(2, slower(SHIPPED, factor)).stages == cpu(2, SHIPPED).stages


def test_the_cost_table_does_not_limit_the_batch_sizes_of_a_gpu() -> None:
    assert all(not stage.largest_inputs for stage in gpu(2, SHIPPED).stages.values())
