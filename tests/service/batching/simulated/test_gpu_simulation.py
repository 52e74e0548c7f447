"""Batching, fairness and admission on a simulated GPU under random arrivals, with a manual clock."""

from dataclasses import replace
from random import Random

import pytest

from service.batching.buckets import Bucket
from service.batching.policies.device_policies import gpu
from service.batching.policies.policy import Policy, StagePolicy
from service.batching.prediction.cost import DEFAULT_TABLE, Row, load_table, table_of
from tests.service.batching.simulated.device import Simulation, Visit, p99

CPU_TABLE = load_table(DEFAULT_TABLE)

GPU_ROWS: tuple[Row, ...] = (
    *(
        ("recognize", 2, count, pixels, 2 + 0.08 * count * pixels / 15_360)
        for count in (1, 32)
        for pixels in (4608, 153_600)
    ),
    *(
        ("detect", 2, count, pixels, 4 + 2 * count * pixels / 700_000)
        for count in (1, 4)
        for pixels in (250_000, 4_000_000)
    ),
    ("page", 1, 1, 700_000, 3.0),
)
GPU_TABLE = table_of("a device with a high cost for each batch and a low one for each input", GPU_ROWS)
CANVASES = (Bucket(960, 704), Bucket(704, 960), Bucket(1024, 640), Bucket(640, 1024))
WIDTHS = (*range(96, 640, 32), 704, 832, 960, 1280)
GPU = gpu(2, CPU_TABLE)


def gpu_load(rate: float, count: int) -> list[Visit]:
    dice, now, visits = Random(5), 0.0, []
    for _ in range(count):
        now += dice.expovariate(rate)
        lines = [Bucket(dice.choice(WIDTHS), 48) for _ in range(dice.randint(4, 25))]
        visits.append(Visit(now, dice.choice(CANVASES), lines))
    return visits


def gpu_run(policy: Policy, rate: float, count: int = 800) -> tuple[float, list[Visit]]:
    """Simulate pages that arrive at that rate. Returns the finished pages per second, and the pages."""
    visits = gpu_load(rate, count)
    simulation = Simulation(policy, GPU_TABLE)
    simulation.run(visits)
    return len(visits) / simulation.now, visits


BATCHES_OF_ONE = replace(GPU, stages={name: StagePolicy((2,)) for name in GPU.stages})


def test_batches_across_requests_have_five_times_the_throughput_of_batches_of_one() -> None:
    one, _ = gpu_run(BATCHES_OF_ONE, 1000)
    many, _ = gpu_run(GPU, 1000)

    assert many > 5 * one


def test_at_low_load_batches_do_not_delay_answers() -> None:
    """No entry is held back to fill a batch."""
    _, one = gpu_run(BATCHES_OF_ONE, 20)
    _, many = gpu_run(GPU, 20)

    assert p99(many) <= p99(one)


@pytest.mark.parametrize(("rate", "longest"), [(40, 0.06), (150, 0.12), (260, 0.2)])
def test_the_99th_percentile_on_a_gpu_stays_low(rate: float, longest: float) -> None:
    """The device has a capacity of about 350 pages a second."""
    _, visits = gpu_run(GPU, rate)

    assert p99(visits) < longest


def test_a_gpu_that_falls_behind_catches_up() -> None:
    """If overdue entries always ran first, batches would be smallest at the highest load."""
    overdue_first, _ = gpu_run(replace(GPU, earliest_due_every=1), 400)
    every_fourth, _ = gpu_run(GPU, 400)

    assert every_fourth > 1.6 * overdue_first


def test_a_rare_bucket_does_not_starve_beside_a_frequent_one() -> None:
    frequent = [Visit(0.001 * i, CANVASES[0], [Bucket(320, 48)] * 32) for i in range(1000)]
    rare = Visit(0.5, CANVASES[0], [Bucket(1280, 48)])
    Simulation(GPU, GPU_TABLE).run([*frequent, rare])

    assert rare.took < 1.1 * frequent[500].took


def test_decoding_beside_a_gpu_does_not_reduce_its_throughput() -> None:
    """Eight cores decode 400 pages a second, a little more than the device can read."""
    decoding = table_of("with decoding", (*GPU_ROWS, ("decode", 2, 1, 700_000, 20.0)))
    without, _ = gpu_run(gpu(8, GPU_TABLE), 1000)
    visits = gpu_load(1000, 800)
    simulation = Simulation(gpu(8, decoding), decoding, first="decode")
    simulation.run(visits)

    assert len(visits) / simulation.now > 0.9 * without


def test_a_gpu_predicted_by_the_table_of_a_cpu_stays_at_capacity_at_150_percent_load() -> None:
    """Corrections divide the predictions by 16 at most, so a GPU is still predicted as too slow."""
    visits = gpu_load(500, 2500)
    Simulation(gpu(2, CPU_TABLE), GPU_TABLE, within=10.0, assumed=CPU_TABLE).run(visits)
    answered = [visit for visit in visits if visit.finished is not None]

    assert len(answered) < len(visits)
    assert len(answered) / max(visit.finished or 0 for visit in answered) > 0.9 * gpu_run(GPU, 1000)[0]
    assert max(visit.took for visit in answered) < 10.0
